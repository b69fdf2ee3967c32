import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { conformArguments } from '#container/ffmpeg/arguments/conform.ts';
import type { LocalInput } from '#container/ffmpeg/arguments/input.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { framesPerSecond } from '#container/ffmpeg/frame-time.ts';
import { inspectFile } from '#container/ffmpeg/inspect.ts';
import { PacketTally, readPackets } from '#container/ffmpeg/packets.ts';
import { fetchInput } from '#container/files/fetch-input.ts';
import { sniffFile, wrongKind } from '#container/files/sniff.ts';
import { storeOutput } from '#container/files/store-output.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { ConformResult, MediaJobSpec } from '#contracts/media.ts';
import { stepOf, type WorkContext } from './context.ts';

type ConformSpec = Extract<MediaJobSpec, { kind: 'conform' }>;

const OUTPUT = 'segment.mp4';
const FRAME_LIST = 'frames.txt';

/** Turns a clip, or a still picture that is held or moved over, into a segment of exactly `frames` frames. */
export async function conform(spec: ConformSpec, context: WorkContext): Promise<ConformResult> {
  const { path } = await fetchInput(context, spec.picture.input, 'clip');
  context.report(0.1);
  const kind = await sniffFile(path, ['video', 'image']);
  const input: LocalInput = { name: 'clip', demuxer: kind.demuxer };
  const { video, durationSeconds } = await inspectFile(context, input);
  if (!video) throw wrongKind(kind, 'video');

  const encode = stepOf(context, 0.1, 0.95);
  const isStill = kind.holds === 'image' && !['gif', 'apng'].includes(kind.demuxer);
  const stream = { index: video.index, height: video.height, colorSpace: video.color_space };
  const plan = {
    ...spec,
    input,
    motion: isStill ? (spec.picture.motion ?? null) : null,
    stream,
    threads: context.tools.threads,
    output: OUTPUT,
    frameList: FRAME_LIST,
  };
  const timeoutSeconds = encodeTimeout(spec);
  await runFfmpeg(context, {
    args: conformArguments(plan),
    timeoutSeconds,
    onProgress: (progress) => encode(progress.frames / spec.frames),
  });

  const given = isStill ? 1 : await countGivenFrames(context, spec.frames);
  const stated = (video.duration ?? durationSeconds ?? 0) * framesPerSecond(spec.frameRate);
  if (!isStill && isCutShort({ given, stated, wanted: spec.frames })) {
    throw new MediaFailure(
      'input-unreadable',
      `The clip is cut off: only ${given} frames of it could be read.`,
    );
  }
  const frames = await countFrames(context, timeoutSeconds);
  if (frames !== spec.frames) {
    throw new MediaFailure(
      'internal',
      `The segment came out with ${frames} frames instead of ${spec.frames}.`,
    );
  }
  const sizeBytes = await storeOutput(context, OUTPUT, spec.output);
  const size = { sourceWidth: video.width, sourceHeight: video.height };
  return { kind: 'conform', frames, sizeBytes, sourceFrames: given, ...size };
}

/**
 * True where the clip's header promised clearly more of the wanted frames than could be read. A few frames and a
 * tenth are allowed for: headers round, and some count the sound.
 */
export function isCutShort(frames: { given: number; stated: number; wanted: number }): boolean {
  const promised = Math.min(frames.stated, frames.wanted);
  return frames.given < promised - Math.max(3, promised * 0.1);
}

/** A slow core shared with others encodes some 2 million pixels a second, a tenth of what it does alone. */
function encodeTimeout(spec: ConformSpec): number {
  return 120 + (spec.frames * spec.width * spec.height) / 2e6;
}

/** Frames that reached the filter which holds the last one. FFmpeg reads a little ahead, hence the cap. */
async function countGivenFrames(context: WorkContext, wanted: number): Promise<number> {
  const list = await readFile(join(context.folder, FRAME_LIST), 'utf8');
  const given = list.match(/^frame:/gm)?.length ?? 0;
  if (given === 0) throw new MediaFailure('input-unreadable', 'No picture could be decoded from the clip.');
  return Math.min(given, wanted);
}

/**
 * Exit codes prove nothing: the finished segment is demuxed and its frames are counted, one packet each, since there
 * are no B-frames and no edit list. Decoding it as well cost a sixth of the whole job and found nothing that x264
 * would not have said.
 */
async function countFrames(context: WorkContext, timeoutSeconds: number): Promise<number> {
  const pictures = new PacketTally();
  await readPackets(context, { name: OUTPUT, demuxer: 'mov' }, 'v:0', timeoutSeconds, (packet) =>
    pictures.add(packet),
  );
  return pictures.summary().count;
}
