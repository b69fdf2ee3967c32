import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { posterArguments } from '#container/ffmpeg/arguments/poster.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { inspectFile } from '#container/ffmpeg/inspect.ts';
import { fetchInput } from '#container/files/fetch-input.ts';
import { sniffFile, wrongKind } from '#container/files/sniff.ts';
import { storeOutput } from '#container/files/store-output.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { MediaJobSpec, PosterResult } from '#contracts/media.ts';
import type { WorkContext } from './context.ts';

type PosterSpec = Extract<MediaJobSpec, { kind: 'poster' }>;

const OUTPUT = 'poster.jpg';

/** Takes one frame of a clip, film or picture as a JPEG. */
export async function poster(spec: PosterSpec, context: WorkContext): Promise<PosterResult> {
  const { path } = await fetchInput(context, spec.input, 'input');
  context.report(0.5);
  const kind = await sniffFile(path, ['video', 'image']);
  const input = { name: 'input', demuxer: kind.demuxer };
  const { video, durationSeconds } = await inspectFile(context, input);
  if (!video) throw wrongKind(kind, 'video');

  let failure = new MediaFailure('input-unreadable', 'No picture could be decoded from the file.');
  for (const atSeconds of timesToTry(spec.atSeconds, video.duration ?? durationSeconds ?? 0)) {
    const args = posterArguments(input, video.index, atSeconds, spec.maxWidth, OUTPUT);
    try {
      const { frames } = await runFfmpeg(context, { args, timeoutSeconds: 120 });
      if (frames > 0) return await store(spec, context);
    } catch (error) {
      // From version 6 on, FFmpeg fails where a seek left nothing to take; earlier ones succeed with no frame.
      const isOurs = error instanceof MediaFailure && ['internal', 'input-unreadable'].includes(error.code);
      if (!isOurs) throw error;
      failure = error;
    }
  }
  throw failure;
}

/**
 * The wanted time within the file's length, then earlier ones: behind the start of the last frame there is nothing
 * to take, and where that is, a header does not tell exactly.
 */
export function timesToTry(wantedSeconds: number, durationSeconds: number): number[] {
  const within = Math.min(wantedSeconds, durationSeconds);
  return [...new Set([within, Math.max(0, within - 0.2), Math.max(0, within - 2), 0])];
}

async function store(spec: PosterSpec, context: WorkContext): Promise<PosterResult> {
  const { video } = await inspectFile(context, { name: OUTPUT, demuxer: 'jpeg_pipe' });
  const { size } = await stat(join(context.folder, OUTPUT));
  if (!video || video.width <= 0 || size === 0)
    throw new MediaFailure('internal', 'The poster came out empty.');
  await storeOutput(context, OUTPUT, spec.output);
  return { kind: 'poster', width: video.width, height: video.height, sizeBytes: size };
}
