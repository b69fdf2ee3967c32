import { z } from 'zod';
import type { MediaLimits } from '#container/limits.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { WorkContext } from '#container/work/context.ts';
import { inputArguments, type LocalInput } from './arguments/input.ts';
import { explain, isTooManyPixels } from './complaints.ts';
import { tooManyStreams } from './exits.ts';
import { runTool } from './run.ts';

/** ffprobe writes many figures as strings, and "N/A" or nothing where it does not know. */
const Figure = z.coerce.number().optional().catch(undefined);

export const Stream = z.object({
  index: z.int(),
  codec_type: z.string().optional(),
  codec_name: z.string().default('unknown'),
  profile: z.string().optional(),
  level: z.int().optional(),
  width: z.int().default(0),
  height: z.int().default(0),
  pix_fmt: z.string().optional(),
  color_space: z.string().optional(),
  color_transfer: z.string().optional(),
  color_primaries: z.string().optional(),
  field_order: z.string().optional(),
  sample_aspect_ratio: z.string().optional(),
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
  format: z.object({ format_name: z.string(), start_time: Figure, duration: Figure, size: Figure }),
});

/** What a file's headers say. Nothing is counted or decoded (but for what FFmpeg needs to name the codecs). */
export interface FileHeaders {
  format: string;
  durationSeconds: number | undefined;
  /** Where the earliest stream begins, on the file's own clock. */
  startSeconds: number | undefined;
  /** The first sound stream. */
  audio: Stream | undefined;
  /** The first picture stream that is not a song's cover. */
  video: Stream | undefined;
}

/** Not the file's tags: programs of DJs keep megabytes in them. */
const SHOWN = ['-show_streams', '-show_entries', 'format=format_name,start_time,duration,size'];
/** What is longer is a text and not a header. */
const MOST_CHARACTERS = 1_000_000;

/**
 * Reads a file's headers. Throws `input-unreadable` for what is no media, `input-too-large` above the limits of pixels
 * and tracks. How long a file is must be counted: see `readPackets`.
 */
export async function inspectFile(context: WorkContext, input: LocalInput): Promise<FileHeaders> {
  const lines: string[] = [];
  let characters = 0;
  const outcome = await runTool({
    program: context.tools.ffprobe,
    args: ['-v', 'error', '-threads', '1', ...inputArguments(input), ...SHOWN, '-of', 'json'],
    guard: context.tools.guard,
    limits: context.limits,
    folder: context.folder,
    signal: context.signal,
    timeoutSeconds: 60,
    onLine: (line) => {
      characters += line.length;
      if (characters <= MOST_CHARACTERS) lines.push(line);
    },
  });
  if (isTooManyPixels(outcome)) throw explain(outcome);
  if (outcome.exitCode !== 0) {
    // Whatever ffprobe says, it was asked only to open the file.
    const failure = explain(outcome);
    throw outcome.exitCode === null || failure.code === 'input-too-large'
      ? failure
      : new MediaFailure('input-unreadable', 'The file is damaged, cut off, or not what its start says.', {
          cause: failure,
        });
  }
  if (characters > MOST_CHARACTERS) {
    throw new MediaFailure(
      'input-too-large',
      'The file carries more text in its tags than is read. Remove them.',
    );
  }
  const { streams, format } = Inspection.parse(JSON.parse(lines.join('\n')));
  refuseLargeStreams(streams, context.limits);
  return {
    format: format.format_name,
    durationSeconds: format.duration,
    startSeconds: format.start_time,
    audio: streams.find((stream) => stream.codec_type === 'audio'),
    video: streams.find((stream) => stream.codec_type === 'video' && stream.disposition.attached_pic === 0),
  };
}

function refuseLargeStreams(streams: readonly Stream[], { maxPixels, maxStreams }: MediaLimits): void {
  if (streams.length > maxStreams) throw tooManyStreams(maxStreams, streams.length);
  const large = streams.find(
    ({ width, height, disposition }) => disposition.attached_pic === 0 && width * height > maxPixels,
  );
  if (!large) return;
  const message = `The picture is ${large.width} by ${large.height} pixels; at most ${maxPixels / 1e6} megapixels are read. Send a smaller one.`;
  throw new MediaFailure('input-too-large', message);
}
