import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  conformArguments,
  conformWithHandlesArguments,
  type HandlePlan,
} from '#container/ffmpeg/arguments/conform.ts';
import type { FilmFormat } from '#container/ffmpeg/arguments/segment-encoding.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { readFindings } from '#container/ffmpeg/findings.ts';
import { forEachBounded } from '#container/files/bounded.ts';
import type { ConformResult, MediaJobSpec, OutputTarget } from '#contracts/media.ts';
import { stepOf, type WorkContext } from './context.ts';
import { isAllGiven, spanOf } from './handles.ts';
import { openPicture, refuseMissingFrames } from './open-picture.ts';
import { proveSegment } from './prove-segment.ts';
import { readyLarge } from './ready-pictures.ts';
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
 * stores the handles beside it.
 */
export async function conform(spec: ConformSpec, context: WorkContext): Promise<ConformResult> {
  const { picture, frames } = spec;
  const segment = { fromFrame: spec.fromFrame, frames };
  const open = await openPicture(context, picture, spanOf([segment, ...spec.handles]), spec, 'clip');
  const encode = stepOf(context, 0.1, 0.95);
  encode(0);
  const timeoutSeconds = encodeTimeout(spec, open.plan.cut.frames);
  const own = open.partOf(segment);
  const handles = open.frameBytes < LARGE_BYTES && isAllGiven(open) ? handlesOf(spec) : [];
  const cut = handles.length > 0 ? open.plan : own;
  const [plan = cut] = await readyLarge([{ ...open, plan: cut }], spec, LARGE_BYTES, context, timeoutSeconds);
  const run = {
    picture: plan,
    film: spec,
    threads: open.frameBytes < MODEST_BYTES ? context.tools.loneThreads : context.tools.threads,
    output: OUTPUT,
    findings: FINDINGS,
  };
  await runFfmpeg(context, {
    args: handles.length > 0 ? conformWithHandlesArguments(run, segment, handles) : conformArguments(run),
    timeoutSeconds,
    onProgress: (progress) => encode(progress.frames / frames),
  });
  await refuseMissingFrames(context, plan);
  const made = [
    { output: OUTPUT, target: spec.output, frames },
    ...handles.map(({ output, target, cut }) => ({ output, target, frames: cut.frames })),
  ];
  for (const { output, frames } of made) await proveSegment(context, output, frames, spec.frameRate);
  const found = readFindings(await readFile(join(context.folder, FINDINGS), 'utf8'), frames, spec.frameRate);
  const sizes = new Map<string, number>();
  await forEachBounded(made, made.length, context.signal, async ({ output, target }, signal) => {
    sizes.set(output, await storeSegment({ ...context, signal }, output, target));
  });
  const { sourceFrames, speed } = own.timing;
  const size = { sourceWidth: open.stored.width, sourceHeight: open.stored.height };
  return {
    ...{
      kind: 'conform',
      frames,
      sizeBytes: sizes.get(OUTPUT) ?? 0,
      sourceFrames,
      ...size,
      fill: plan.fill,
      speed,
      ...found,
    },
    handles: handles.length,
  };
}

function handlesOf({ handles }: ConformSpec): (HandlePlan & { target: OutputTarget })[] {
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
