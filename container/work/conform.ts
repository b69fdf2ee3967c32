import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { conformArguments } from '#container/ffmpeg/arguments/conform.ts';
import type { FilmFormat } from '#container/ffmpeg/arguments/segment-encoding.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { readFindings } from '#container/ffmpeg/findings.ts';
import { storeOutput } from '#container/files/store-output.ts';
import type { ConformResult, MediaJobSpec } from '#contracts/media.ts';
import { stepOf, type WorkContext } from './context.ts';
import { openPicture, refuseMissingFrames } from './open-picture.ts';
import { proveSegment } from './prove-segment.ts';
import { readyLarge } from './ready-pictures.ts';

type ConformSpec = Extract<MediaJobSpec, { kind: 'conform' }>;

const OUTPUT = 'segment.mp4';
const FINDINGS = 'findings.txt';
/** A decoded frame of 2160p takes 12 MB with 8 bits, twice that with 10. */
const LARGE_BYTES = 16e6;

/** Turns a cut of a clip, or of a still picture that is held or moved over, into a segment of exactly its frames. */
export async function conform(spec: ConformSpec, context: WorkContext): Promise<ConformResult> {
  const { picture, frames } = spec;
  const open = await openPicture(context, picture, spec, spec, 'clip');
  const encode = stepOf(context, 0.1, 0.95);
  encode(0);
  const { threads } = context.tools;
  const timeoutSeconds = encodeTimeout(spec, frames);
  const [plan = open.plan] = await readyLarge([open], spec, LARGE_BYTES, context, timeoutSeconds);
  await runFfmpeg(context, {
    args: conformArguments({ picture: plan, film: spec, threads, output: OUTPUT, findings: FINDINGS }),
    timeoutSeconds,
    onProgress: (progress) => encode(progress.frames / frames),
  });
  await refuseMissingFrames(context, plan);
  await proveSegment(context, OUTPUT, frames, timeoutSeconds);
  const found = readFindings(await readFile(join(context.folder, FINDINGS), 'utf8'), frames, spec.frameRate);
  const sizeBytes = await storeOutput(context, OUTPUT, spec.output);
  const { sourceFrames, speed } = plan.timing;
  const size = { sourceWidth: open.stored.width, sourceHeight: open.stored.height };
  return { kind: 'conform', frames, sizeBytes, sourceFrames, ...size, fill: plan.fill, speed, ...found };
}

/** A slow core shared with others encodes some 2 million pixels a second, a tenth of what it does alone. */
export function encodeTimeout({ width, height }: FilmFormat, frames: number): number {
  return 120 + (frames * width * height) / 2e6;
}
