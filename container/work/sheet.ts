import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cellFilter, clockTime, sheetArguments, sheetLayout } from '#container/ffmpeg/arguments/sheet.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { storeOutput } from '#container/files/store-output.ts';
import type { MediaJobSpec } from '#contracts/media.ts';
import type { SheetResult } from '#contracts/media-jobs/sheet.ts';
import type { WorkContext } from './context.ts';
import { measurePicture, takePictures } from './take-picture.ts';

type SheetSpec = Extract<MediaJobSpec, { kind: 'sheet' }>;

const OUTPUT = 'sheet.jpg';

/** Lays a picture of every scene out on one sheet. */
export async function sheet(spec: SheetSpec, context: WorkContext): Promise<SheetResult> {
  const layout = sheetLayout(spec.scenes.length, spec);
  for (const [index, { startSeconds }] of spec.scenes.entries()) {
    await writeFile(join(context.folder, `number-${index}.txt`), String(index + 1));
    await writeFile(join(context.folder, `time-${index}.txt`), clockTime(startSeconds));
  }
  await takePictures(context, spec.scenes, (index) => ({
    filter: cellFilter(layout, { number: `number-${index}.txt`, time: `time-${index}.txt` }),
    output: `cell-${String(index).padStart(4, '0')}.png`,
  }));
  await runFfmpeg(context, { args: sheetArguments('cell-%04d.png', layout, OUTPUT), timeoutSeconds: 300 });
  const picture = await measurePicture(context, OUTPUT);
  await storeOutput(context, OUTPUT, spec.output);
  return { kind: 'sheet', columns: layout.columns, rows: layout.rows, ...picture };
}
