import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SeamBesidePlan } from '#container/ffmpeg/arguments/conform.ts';
import type { PicturePlan } from '#container/ffmpeg/arguments/picture.ts';
import { readFindings } from '#container/ffmpeg/findings.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { FrameRate, OutputTarget } from '#contracts/media.ts';
import type { ConformSpec, SeamBeside } from '#contracts/media-jobs/conform.ts';
import type { FrameSpan } from '#contracts/media-jobs/frames.ts';
import type { WorkContext } from './context.ts';
import { refuseMissingFrames, writeCaptions } from './open-picture.ts';
import { frameBytesOf, openSide, planBlend, planOf, shownParts } from './seam-sides.ts';

const OUTPUT = 'seam.mp4';
const FINDINGS = 'seam-findings.txt';
/**
 * A film of 720p has frames of 1.4 MB. Two encoders, two decoders and the frames of one side that wait for the other's take
 * up to 323 MiB then; with 1080p they would take 498.
 */
const MOST_FRAME_BYTES = 1.5e6;
const HELD_BYTES = 64e6;

/** A seam that is to be made in the run of the segment before it. */
export interface OpenSeam {
  wish: SeamBeside;
  plan: SeamBesidePlan;
  /** Bytes of one decoded frame of the picture that comes. */
  frameBytes: number;
}

/**
 * Opens what a conform job needs to make the seam behind its segment. Undefined where that is better made by itself:
 * nothing of it may hinder the segment, which others wait for, too.
 */
export async function openSeamBeside(spec: ConformSpec, context: WorkContext): Promise<OpenSeam | undefined> {
  const { seam: wish, width, height } = spec;
  const frameBytes = width * height * 1.5;
  if (wish === undefined || frameBytes > MOST_FRAME_BYTES || wish.frames * frameBytes > HELD_BYTES)
    return undefined;
  const parts = shownParts(wish);
  if (parts.outgoing.frames === 0) return undefined;
  return unlessFailed(context, async () => {
    const { incoming, frames } = wish;
    const side = await openSide(context, incoming, { frames, part: parts.incoming }, spec, 'incoming');
    const plan: SeamBesidePlan = {
      ...(await planBlend(wish, spec, FINDINGS, context)),
      outgoing: {
        cut: { fromFrame: cutOfSeam(spec, wish).fromFrame, frames: parts.outgoing.frames },
        captions: await writeCaptions(context, wish, 'outgoing.ass'),
      },
      incoming: planOf(side),
      frames,
      output: OUTPUT,
    };
    return { wish, plan, frameBytes: frameBytesOf(side) };
  });
}

/** The frames of the segment's picture that the seam behind it takes. */
export function cutOfSeam(
  { fromFrame, frames }: Pick<ConformSpec, 'fromFrame' | 'frames'>,
  seam: Pick<SeamBeside, 'frames'>,
): PicturePlan['cut'] {
  return { fromFrame: fromFrame + frames, frames: seam.frames };
}

/** A seam that was made, and where it is to be stored. */
export interface MadeSeam {
  fingerprint: string;
  output: string;
  target: OutputTarget;
  frames: number;
  /** Spans of it that are black. */
  black: FrameSpan[];
}

/** Looks at what was noticed about a made seam. Undefined where the picture that comes broke off. */
export async function lookAtSeam(
  { wish, plan: { incoming, frames, output } }: OpenSeam,
  rate: FrameRate,
  context: WorkContext,
): Promise<MadeSeam | undefined> {
  return unlessFailed(context, async () => {
    if ('frameList' in incoming) await refuseMissingFrames(context, incoming);
    const { black } = readFindings(await readFile(join(context.folder, FINDINGS), 'utf8'), frames, rate);
    return { fingerprint: wish.fingerprint, output, target: wish.output, frames, black };
  });
}

/** Undefined where something is wrong with what was given; whoever makes the seam by itself will say what. */
async function unlessFailed<T>({ signal }: WorkContext, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MediaFailure && !signal.aborted) return undefined;
    throw error;
  }
}
