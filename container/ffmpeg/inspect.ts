import { z } from 'zod';
import { MediaFailure } from '#container/media-failure.ts';
import type { WorkContext } from '#container/work/context.ts';
import { inputArguments, type LocalInput } from './arguments/input.ts';
import { explain, isTooManyPixels } from './complaints.ts';
import { runTool } from './run.ts';

/** ffprobe writes many figures as strings, and "N/A" or nothing where it does not know. */
const Figure = z.coerce.number().optional().catch(undefined);

const Stream = z.object({
  index: z.int(),
  codec_type: z.string().optional(),
  codec_name: z.string().default('unknown'),
  profile: z.string().optional(),
  level: z.int().optional(),
  width: z.int().default(0),
  height: z.int().default(0),
  pix_fmt: z.string().optional(),
  color_space: z.string().optional(),
  sample_rate: Figure,
  channels: z.int().default(0),
  bit_rate: Figure,
  avg_frame_rate: z.string().default('0/0'),
  start_time: Figure,
  duration: Figure,
  nb_frames: Figure,
  disposition: z.object({ attached_pic: z.int().default(0) }).prefault({}),
  side_data_list: z.array(z.object({ rotation: Figure })).default([]),
  tags: z.record(z.string(), z.string()).default({}),
});
export type Stream = z.infer<typeof Stream>;

const Inspection = z.object({
  streams: z.array(Stream).default([]),
  format: z.object({ format_name: z.string(), duration: Figure, size: Figure }),
});

/** What a file's headers say. Nothing is counted or decoded (but for what FFmpeg needs to name the codecs). */
export interface FileHeaders {
  format: string;
  durationSeconds: number | undefined;
  /** The first sound stream. */
  audio: Stream | undefined;
  /** The first picture stream that is not a song's cover. */
  video: Stream | undefined;
}

/** Reads a file's headers. Throws `input-unreadable` for what is no media, `input-too-large` above 100 megapixels. */
export async function inspectFile(context: WorkContext, input: LocalInput): Promise<FileHeaders> {
  const lines: string[] = [];
  const outcome = await runTool({
    program: context.tools.ffprobe,
    args: ['-v', 'error', ...inputArguments(input), '-show_format', '-show_streams', '-of', 'json'],
    folder: context.folder,
    signal: context.signal,
    timeoutSeconds: 60,
    onLine: (line) => lines.push(line),
  });
  if (isTooManyPixels(outcome)) throw explain(outcome);
  if (outcome.exitCode !== 0) {
    // Whatever ffprobe says, it was asked only to open the file.
    const failure = explain(outcome);
    throw outcome.exitCode === null
      ? failure
      : new MediaFailure('input-unreadable', 'The file is damaged, cut off, or not what its start says.', {
          cause: failure,
        });
  }
  const { streams, format } = Inspection.parse(JSON.parse(lines.join('\n')));
  return {
    format: format.format_name,
    durationSeconds: format.duration,
    audio: streams.find((stream) => stream.codec_type === 'audio'),
    video: streams.find((stream) => stream.codec_type === 'video' && stream.disposition.attached_pic === 0),
  };
}
