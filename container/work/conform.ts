import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  conformArguments,
  conformBesideArguments,
  type HandlePlan,
} from '#container/ffmpeg/arguments/conform.ts';
import type { PicturePlan } from '#container/ffmpeg/arguments/picture.ts';
import type { FilmFormat } from '#container/ffmpeg/arguments/segment-encoding.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { readFindings } from '#container/ffmpeg/findings.ts';
import { forEachBounded } from '#container/files/bounded.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { ConformResult, MediaJobSpec, OutputTarget } from '#contracts/media.ts';
import { stepOf, type WorkContext } from './context.ts';
import { isAllGiven, spanOf } from './handles.ts';
import { type OpenPicture, openPicture, refuseMissingFrames } from './open-picture.ts';
import { proveSegment } from './prove-segment.ts';
import { readyLarge } from './ready-pictures.ts';
import { cutOfSeam, lookAtSeam, type OpenSeam, openSeamBeside } from './seam-beside.ts';
import { storeSegment } from './store-segment.ts';

type ConformSpec = Extract<MediaJobSpec, { kind: 'conform' }>;

const OUTPUT = 'segment.mp4';
const FINDINGS = 'findings.txt';
/** A decoded frame of 2160p takes 12 MB with 8 bits, twice that with 10. */
const LARGE_BYTES = 16e6;
/** Up to here a second thread of the decoder has room for its frames. A frame of 1080p in 10 bits takes 6.2 MB. */
export const MODEST_BYTES = 7e6;

/**
 * Turns a cut of a clip, or of a still picture that is held or moved over, into a segment of exactly its frames, and
 * stores beside it the handles and the seam that are wished for.
 */
export async function conform(spec: ConformSpec, context: WorkContext): Promise<ConformResult> {
  const { frames, frameRate } = spec;
  const { open, seam: wish } = await openInputs(spec, context);
  const plan = await encode(spec, open, wish, context);
  await refuseMissingFrames(context, plan.picture);
  const seam = plan.seam && (await lookAtSeam(plan.seam, frameRate, context));
  const made = [
    { output: OUTPUT, target: spec.output, frames },
    ...plan.handles.map(({ output, target, cut }) => ({ output, target, frames: cut.frames })),
    ...(seam ? [seam] : []),
  ];
  const found = readFindings(await readFile(join(context.folder, FINDINGS), 'utf8'), frames, frameRate);
  const sizes = new Map<string, number>();
  await forEachBounded(made, made.length, context.signal, async ({ output, target, frames }, signal) => {
    const within = { ...context, signal };
    const proof = proveSegment(within, output, frames, frameRate);
    sizes.set(output, await storeSegment(within, output, target, proof));
  });
  const { sourceFrames, speed } = plan.own.timing;
  const sizeOf = (output: string) => sizes.get(output) ?? 0;
  return {
    kind: 'conform',
    frames,
    sizeBytes: sizeOf(OUTPUT),
    sourceFrames,
    sourceWidth: open.stored.width,
    sourceHeight: open.stored.height,
    fill: plan.picture.fill,
    speed,
    ...found,
    handles: plan.handles.length,
    seam: seam
      ? {
          fingerprint: seam.fingerprint,
          frames: seam.frames,
          sizeBytes: sizeOf(seam.output),
          black: seam.black,
        }
      : null,
  };
}

/** The clip, and the picture that the seam behind it leads into. */
async function openInputs(
  spec: ConformSpec,
  context: WorkContext,
): Promise<{ open: OpenPicture; seam: OpenSeam | undefined }> {
  const { picture, handles, seam: wish } = spec;
  const cut = spanOf([spec, ...handles, ...(wish ? [cutOfSeam(spec, wish)] : [])]);
  let open: OpenPicture | undefined;
  let seam: OpenSeam | undefined;
  const both = [
    async (within: WorkContext) => {
      open = await openPicture(within, picture, cut, spec, 'clip');
    },
    async (within: WorkContext) => {
      seam = await openSeamBeside(spec, within);
    },
  ];
  await forEachBounded(both, both.length, context.signal, (one, signal) => one({ ...context, signal }));
  if (open === undefined) throw new MediaFailure('internal', 'The clip was not opened.');
  return { open, seam };
}

/** What a run made beside the segment. */
interface Encoded {
  /** All that was cut out of the picture. */
  picture: PicturePlan;
  /** The segment's part of that. */
  own: PicturePlan;
  handles: (HandlePlan & { target: OutputTarget })[];
  seam: OpenSeam | undefined;
}

/** Has FFmpeg make the segment and as much beside it as can be made in the same run. */
async function encode(
  spec: ConformSpec,
  open: OpenPicture,
  openSeam: OpenSeam | undefined,
  context: WorkContext,
): Promise<Encoded> {
  const { fromFrame, frames } = spec;
  const report = stepOf(context, 0.1, 0.95);
  report(0);
  const own = open.partOf({ fromFrame, frames });
  const isRich = open.frameBytes < LARGE_BYTES && isAllGiven(open);
  const handles = isRich ? handlesOf(spec) : [];
  const isModest = open.frameBytes + (openSeam?.frameBytes ?? 0) < MODEST_BYTES;
  const seam = isRich && isModest ? openSeam : undefined;
  const isPlain = handles.length === 0 && seam === undefined;
  const timeoutSeconds = encodeTimeout(spec, open.plan.cut.frames);
  const cut = isPlain ? own : open.plan;
  const [picture = cut] = await readyLarge(
    [{ ...open, plan: cut }],
    spec,
    LARGE_BYTES,
    context,
    timeoutSeconds,
  );
  const run = {
    picture,
    film: spec,
    threads: open.frameBytes < MODEST_BYTES ? context.tools.loneThreads : context.tools.threads,
    output: OUTPUT,
    findings: FINDINGS,
  };
  const beside = { handles, seam: seam?.plan };
  const args = isPlain ? conformArguments(run) : conformBesideArguments(run, { fromFrame, frames }, beside);
  try {
    await runFfmpeg(context, {
      args,
      timeoutSeconds,
      onProgress: (progress) => report(progress.frames / frames),
    });
  } catch (error) {
    // It may be the other picture's fault.
    const isCurable = error instanceof MediaFailure && error.code !== 'timeout' && !context.signal.aborted;
    if (seam === undefined || !isCurable) throw error;
    return encode(spec, open, undefined, context);
  }
  return { picture, own, handles, seam };
}

function handlesOf({ handles }: ConformSpec): Encoded['handles'] {
  return handles.map(({ fromFrame, frames, output: target }, index) => ({
    cut: { fromFrame, frames },
    output: `handle-${index}.mp4`,
    target,
  }));
}

/** A slow core shared with others encodes some 2 million pixels a second, a tenth of what it does alone. */
export function encodeTimeout({ width, height }: FilmFormat, frames: number): number {
  return 120 + (frames * width * height) / 2e6;
}
