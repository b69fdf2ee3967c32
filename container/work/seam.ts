import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PicturePlan, ReadyFrames } from '#container/ffmpeg/arguments/picture.ts';
import { seamArguments } from '#container/ffmpeg/arguments/seam.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { readFindings } from '#container/ffmpeg/findings.ts';
import { forEachBounded } from '#container/files/bounded.ts';
import type { MediaJobSpec, SeamResult } from '#contracts/media.ts';
import { encodeTimeout, MODEST_BYTES } from './conform.ts';
import { stepOf, type WorkContext } from './context.ts';
import { type OpenPicture, refuseMissingFrames } from './open-picture.ts';
import { proveSegment } from './prove-segment.ts';
import { readyLarge } from './ready-pictures.ts';
import { frameBytesOf, openSide, planBlend, shownParts } from './seam-sides.ts';
import { storeSegment } from './store-segment.ts';

type SeamSpec = Extract<MediaJobSpec, { kind: 'seam' }>;

const OUTPUT = 'seam.mp4';
const FINDINGS = 'findings.txt';
/** Of two pictures that are decoded at the same time: a frame of 1080p in 10 bits takes 6.2 MB. */
const LARGE_BYTES = 6e6;

/** Makes the seam in which one picture becomes another, of exactly `frames` frames. */
export async function seam(spec: SeamSpec, context: WorkContext): Promise<SeamResult> {
  const { frames } = spec;
  const timeoutSeconds = encodeTimeout(spec, 2 * frames);
  const sides = await openSides(spec, context);
  const pictures: (PicturePlan | ReadyFrames)[] = [];
  for (const side of sides) {
    if ('plan' in side) {
      pictures.push(...(await readyLarge([side], spec, LARGE_BYTES, context, timeoutSeconds)));
    } else pictures.push(side);
  }
  const frameBytes = sides.reduce((sum, side) => sum + frameBytesOf(side), 0);
  const encode = stepOf(context, 0.2, 0.95);
  encode(0);
  const plan = {
    ...(await planBlend(spec, spec, FINDINGS, context)),
    pictures,
    frames,
    film: spec,
    threads: frameBytes < MODEST_BYTES ? context.tools.loneThreads : context.tools.threads,
    output: OUTPUT,
  };
  await runFfmpeg(context, {
    args: seamArguments(plan),
    timeoutSeconds,
    onProgress: (progress) => encode(progress.frames / frames),
  });
  for (const picture of pictures) if ('frameList' in picture) await refuseMissingFrames(context, picture);
  const text = await readFile(join(context.folder, FINDINGS), 'utf8');
  const { black } = readFindings(text, frames, spec.frameRate);
  const proof = proveSegment(context, OUTPUT, frames, spec.frameRate);
  const sizeBytes = await storeSegment(context, OUTPUT, spec.output, proof);
  return { kind: 'seam', frames, sizeBytes, black };
}

/** The pictures that are seen, in their order. */
async function openSides(spec: SeamSpec, context: WorkContext): Promise<(OpenPicture | ReadyFrames)[]> {
  const { outgoing, incoming, frames } = spec;
  const parts = shownParts(spec);
  const sides = [
    { side: outgoing, part: parts.outgoing, name: 'outgoing' },
    { side: incoming, part: parts.incoming, name: 'incoming' },
  ].filter(({ part }) => part.frames > 0);
  const opened = new Map<string, OpenPicture | ReadyFrames>();
  await forEachBounded(sides, sides.length, context.signal, async ({ side, part, name }, signal) => {
    opened.set(name, await openSide({ ...context, signal }, side, { frames, part }, spec, name));
  });
  return sides.flatMap(({ name }) => opened.get(name) ?? []);
}
