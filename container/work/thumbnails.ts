import { posterFilter } from '#container/ffmpeg/arguments/poster.ts';
import { storeOutput } from '#container/files/store-output.ts';
import type { MediaJobSpec } from '#contracts/media.ts';
import type { ThumbnailsResult } from '#contracts/media-jobs/thumbnails.ts';
import type { WorkContext } from './context.ts';
import { measurePicture, takePictures } from './take-picture.ts';

type ThumbnailsSpec = Extract<MediaJobSpec, { kind: 'thumbnails' }>;

/** Takes a small JPEG of each file. All are made before the first is stored. */
export async function thumbnails(spec: ThumbnailsSpec, context: WorkContext): Promise<ThumbnailsResult> {
  const name = (index: number) => `thumbnail-${index}.jpg`;
  await takePictures(context, spec.pictures, (index) => ({
    filter: posterFilter(spec.maxWidth),
    output: name(index),
  }));
  const pictures: ThumbnailsResult['pictures'] = [];
  for (const [index, { output }] of spec.pictures.entries()) {
    pictures.push(await measurePicture(context, name(index)));
    await storeOutput(context, name(index), output);
  }
  return { kind: 'thumbnails', pictures };
}
