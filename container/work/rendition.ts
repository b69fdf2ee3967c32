import { join } from 'node:path';
import { renditionArguments } from '#container/ffmpeg/arguments/rendition.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { inspectFile } from '#container/ffmpeg/inspect.ts';
import { fetchInput } from '#container/files/fetch-input.ts';
import { sniffFile, wrongKind } from '#container/files/sniff.ts';
import { storeOutput } from '#container/files/store-output.ts';
import { MediaFailure } from '#container/media-failure.ts';
import { hideCaptions } from '#container/mp4/hide-captions.ts';
import type { FrameRate, MediaJobSpec } from '#contracts/media.ts';
import { type RenditionResult, renditionSize } from '#contracts/media-jobs/rendition.ts';
import { stepOf, type WorkContext } from './context.ts';
import { measureFilm } from './measure-film.ts';

type RenditionSpec = Extract<MediaJobSpec, { kind: 'rendition' }>;

const FILM = 'film.mp4';
const OUTPUT = 'rendition.mp4';

/** Makes a film smaller, and proves that no frame was lost. */
export async function rendition(spec: RenditionSpec, context: WorkContext): Promise<RenditionResult> {
  const film = await fetchFilm(spec.input, context);
  const size = renditionSize(film, spec.quality);
  const copied = size.width === film.width && size.height === film.height;
  const step = stepOf(context, 0.2, 0.9);
  await runFfmpeg(context, {
    args: renditionArguments(FILM, copied ? undefined : size, spec.frameRate, context.tools.threads, OUTPUT),
    timeoutSeconds: encodeSeconds(spec.frames, film, 1),
    onProgress: ({ frames }) => step(frames / spec.frames),
  });
  await hideCaptions(join(context.folder, OUTPUT));
  const made = await measureFilm(context, OUTPUT, spec.frameRate);
  refuseOtherFrames(`The rendition`, made, spec);
  const sizeBytes = await storeOutput(context, OUTPUT, spec.output);
  return {
    kind: 'rendition',
    width: made.width,
    height: made.height,
    frames: made.frames,
    copied,
    sizeBytes,
  };
}

/** Fetches a film and answers its size and its sound's codec. */
export async function fetchFilm(
  url: string,
  context: WorkContext,
): Promise<{ width: number; height: number; audioCodec: string }> {
  const { path } = await fetchInput(context, url, FILM);
  context.report(0.2);
  const kind = await sniffFile(path, ['video']);
  if (kind.demuxer !== 'mov') throw wrongKind(kind, 'video');
  const { video, audio } = await inspectFile(context, { name: FILM, demuxer: 'mov' });
  if (!video || !audio)
    throw new MediaFailure('input-wrong-kind', 'The file has not the picture and sound of a film.');
  return { width: video.width, height: video.height, audioCodec: audio.codec_name };
}

/** Throws `qc-failed` where something has not the film's frames at their times. */
export function refuseOtherFrames(
  what: string,
  made: { frames: number; timestampsExact: boolean },
  film: { frames: number; frameRate: FrameRate },
): void {
  if (made.frames !== film.frames)
    throw new MediaFailure('qc-failed', `${what} has ${made.frames} frames instead of ${film.frames}.`);
  if (!made.timestampsExact)
    throw new MediaFailure('qc-failed', `${what} has frames that are not where their numbers put them.`);
}

/** A slow core shared with others encodes some 2 million pixels a second, a tenth of what it does alone. */
export function encodeSeconds(
  frames: number,
  { width, height }: { width: number; height: number },
  variants: number,
): number {
  return 120 + (frames * width * height * variants) / 2e6;
}
