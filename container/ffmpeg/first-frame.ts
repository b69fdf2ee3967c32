import { z } from 'zod';
import type { WorkContext } from '#container/work/context.ts';
import { inputArguments, type LocalInput } from './arguments/input.ts';
import { explain } from './complaints.ts';
import { runTool } from './run.ts';

const Frames = z.object({
  frames: z
    .array(
      z.object({
        side_data_list: z
          .array(z.object({ rotation: z.coerce.number().optional().catch(undefined) }))
          .default([]),
      }),
    )
    .default([]),
});

/**
 * What turns a file's first frame for display, as `rotationOf` takes it. A photograph's orientation (EXIF) is known only
 * when it is decoded, and is no property of its stream.
 */
export async function inspectFirstFrame(
  context: WorkContext,
  input: LocalInput,
): Promise<{ side_data_list: { rotation: number | undefined }[] }> {
  const lines: string[] = [];
  const show = ['-read_intervals', '%+#1', '-show_entries', 'frame=side_data_list', '-of', 'json'];
  const outcome = await runTool({
    program: context.tools.ffprobe,
    args: ['-v', 'error', ...inputArguments(input), '-select_streams', 'v:0', '-show_frames', ...show],
    guard: context.tools.guard,
    limits: context.limits,
    folder: context.folder,
    signal: context.signal,
    timeoutSeconds: 60,
    onLine: (line) => lines.push(line),
  });
  if (outcome.exitCode !== 0) throw explain(outcome);
  const frame = Frames.parse(JSON.parse(lines.join('\n'))).frames[0];
  return { side_data_list: (frame?.side_data_list ?? []).map(({ rotation }) => ({ rotation })) };
}
