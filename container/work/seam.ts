import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seamArguments } from '#container/ffmpeg/arguments/seam.ts';
import { dipColour, outgoingFramesOfDip, seamMask } from '#container/ffmpeg/arguments/seam-mask.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { readFindings } from '#container/ffmpeg/findings.ts';
import { forEachBounded } from '#container/files/bounded.ts';
import { storeOutput } from '#container/files/store-output.ts';
import type { MediaJobSpec, SeamResult } from '#contracts/media.ts';
import { encodeTimeout } from './conform.ts';
import { stepOf, type WorkContext } from './context.ts';
import { type OpenPicture, openPicture, refuseMissingFrames } from './open-picture.ts';
import { proveSegment } from './prove-segment.ts';
import { readyLarge } from './ready-pictures.ts';

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
  const pictures = await readyLarge(sides, spec, LARGE_BYTES, context, timeoutSeconds);
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
    threads: context.tools.threads,
    output: OUTPUT,
    findings: FINDINGS,
  };
  await runFfmpeg(context, {
    args: seamArguments(plan),
    timeoutSeconds,
    onProgress: (progress) => encode(progress.frames / frames),
  });
  for (const picture of pictures) await refuseMissingFrames(context, picture);
  await proveSegment(context, OUTPUT, frames, timeoutSeconds);
  const text = await readFile(join(context.folder, FINDINGS), 'utf8');
  const { black } = readFindings(text, frames, spec.frameRate);
  const sizeBytes = await storeOutput(context, OUTPUT, spec.output);
  return { kind: 'seam', frames, sizeBytes, black };
}

/** Both pictures for all of the seam; by way of a colour, each for its part only. */
async function openSides(spec: SeamSpec, context: WorkContext): Promise<OpenPicture[]> {
  const { outgoing, incoming, frames } = spec;
  const isDip = dipColour(spec.blend) !== null;
  const turn = isDip ? outgoingFramesOfDip(frames) : 0;
  const sides = [
    { ...outgoing, first: 0, end: isDip ? turn : frames, name: 'outgoing' },
    { ...incoming, first: turn, end: frames, name: 'incoming' },
  ].filter(({ first, end }) => end > first);
  const opened = new Map<string, OpenPicture>();
  await forEachBounded(sides, sides.length, context.signal, async (side, signal) => {
    const { picture, fromFrame, first, end, name } = side;
    const cut = { fromFrame: fromFrame + first, frames: end - first };
    opened.set(name, await openPicture({ ...context, signal }, picture, cut, spec, name));
  });
  return sides.flatMap(({ name }) => opened.get(name) ?? []);
}
