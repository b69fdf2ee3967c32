import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PicturePlan, ReadyFrames } from '#container/ffmpeg/arguments/picture.ts';
import { seamArguments } from '#container/ffmpeg/arguments/seam.ts';
import { dipColour, outgoingFramesOfDip, seamMask } from '#container/ffmpeg/arguments/seam-mask.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { readFindings } from '#container/ffmpeg/findings.ts';
import { forEachBounded } from '#container/files/bounded.ts';
import type { MediaJobSpec, SeamResult } from '#contracts/media.ts';
import { encodeTimeout, MODEST_BYTES } from './conform.ts';
import { stepOf, type WorkContext } from './context.ts';
import { openHandle } from './handles.ts';
import { type OpenPicture, openPicture, refuseMissingFrames } from './open-picture.ts';
import { proveSegment } from './prove-segment.ts';
import { readyLarge } from './ready-pictures.ts';
import { storeSegment } from './store-segment.ts';

type SeamSpec = Extract<MediaJobSpec, { kind: 'seam' }>;

const OUTPUT = 'seam.mp4';
const FINDINGS = 'findings.txt';
const MASK = 'mask.yuv';
/** Of two pictures that are decoded at the same time: a frame of 1080p in 10 bits takes 6.2 MB. */
const LARGE_BYTES = 6e6;

/** Makes the seam in which one picture becomes another, of exactly `frames` frames. */
export async function seam(spec: SeamSpec, context: WorkContext): Promise<SeamResult> {
  const { frames, blend } = spec;
  const timeoutSeconds = encodeTimeout(spec, 2 * frames);
  const sides = await openSides(spec, context);
  const pictures: (PicturePlan | ReadyFrames)[] = [];
  for (const side of sides) {
    if ('plan' in side) {
      pictures.push(...(await readyLarge([side], spec, LARGE_BYTES, context, timeoutSeconds)));
    } else pictures.push(side);
  }
  const frameBytes = sides.reduce((sum, side) => sum + ('plan' in side ? side.frameBytes : 0), 0);
  const { bytes, width, height } = seamMask(blend, frames, spec);
  await writeFile(join(context.folder, MASK), bytes);
  const encode = stepOf(context, 0.2, 0.95);
  encode(0);
  const plan = {
    pictures,
    colour: dipColour(blend),
    mask: { name: MASK, width, height },
    frames,
    film: spec,
    threads: frameBytes < MODEST_BYTES ? context.tools.loneThreads : context.tools.threads,
    output: OUTPUT,
    findings: FINDINGS,
  };
  await runFfmpeg(context, {
    args: seamArguments(plan),
    timeoutSeconds,
    onProgress: (progress) => encode(progress.frames / frames),
  });
  for (const picture of pictures) if ('frameList' in picture) await refuseMissingFrames(context, picture);
  await proveSegment(context, OUTPUT, frames, spec.frameRate);
  const text = await readFile(join(context.folder, FINDINGS), 'utf8');
  const { black } = readFindings(text, frames, spec.frameRate);
  const sizeBytes = await storeSegment(context, OUTPUT, spec.output);
  return { kind: 'seam', frames, sizeBytes, black };
}

/** Both pictures for all of the seam, from their handles where there are any; by way of a colour, each for its part only. */
async function openSides(spec: SeamSpec, context: WorkContext): Promise<(OpenPicture | ReadyFrames)[]> {
  const { outgoing, incoming, frames } = spec;
  const isDip = dipColour(spec.blend) !== null;
  const turn = isDip ? outgoingFramesOfDip(frames) : 0;
  const sides = [
    { ...outgoing, first: 0, end: isDip ? turn : frames, name: 'outgoing' },
    { ...incoming, first: turn, end: frames, name: 'incoming' },
  ].filter(({ first, end }) => end > first);
  const opened = new Map<string, OpenPicture | ReadyFrames>();
  await forEachBounded(sides, sides.length, context.signal, async (side, signal) => {
    const { picture, fromFrame, first, end, name } = side;
    const within = { ...context, signal };
    const part = { fromFrame: first, frames: end - first };
    const ready = await openHandle(within, side, frames, part, spec.frameRate, name);
    const cut = { fromFrame: fromFrame + first, frames: end - first };
    opened.set(name, ready ?? (await openPicture(within, picture, cut, spec, name)));
  });
  return sides.flatMap(({ name }) => opened.get(name) ?? []);
}
