import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssembleResult, MediaJobSpec, QcReport } from '#contracts/media.ts';
import { type AssemblePlan, assembleArguments, concatList, isCopiedIntoMp4 } from '#container/ffmpeg/arguments/assemble.ts';
import { readAvcConfiguration } from '#container/ffmpeg/avc-configuration.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { inspectFile } from '#container/ffmpeg/inspect.ts';
import { mapBounded } from '#container/files/bounded.ts';
import { fetchInput } from '#container/files/fetch-input.ts';
import { sniffFile } from '#container/files/sniff.ts';
import { storeOutput } from '#container/files/store-output.ts';
import { MediaFailure } from '#container/media-failure.ts';
import { stepOf, type WorkContext } from './context.ts';
import { judgeFilm, measureFilm } from './film-check.ts';

type AssembleSpec = Extract<MediaJobSpec, { kind: 'assemble' }>;

const OUTPUT = 'film.mp4';
const LIST = 'segments.txt';
const FETCHES_AT_ONCE = 6;

/** Joins segments by stream copy, lays the song under them, and proves the result. Nothing unproven is stored. */
export async function assemble(spec: AssembleSpec, context: WorkContext): Promise<AssembleResult> {
  const segments = spec.segments.map(({ input, frames }, index) => ({ input, frames, name: `segment-${index}.mp4` }));
  await fetchAll(spec.song, segments, context);
  await refuseUnlikeSegments(segments, context);
  await writeFile(join(context.folder, LIST), concatList(segments, spec.frameRate));
  const plan = await planSong(spec, context);
  const qc = await join3(spec, plan, context);
  if (!qc.passed) throw new MediaFailure('qc-failed', `The film is not right: ${qc.problems.join('; ')}.`);
  await storeOutput(context, OUTPUT, spec.output);
  const { size } = await stat(join(context.folder, OUTPUT));
  return { kind: 'assemble', sizeBytes: size, qc };
}

async function fetchAll(
  song: string,
  segments: readonly { input: string; name: string }[],
  context: WorkContext,
): Promise<void> {
  const report = stepOf(context, 0, 0.6);
  const files = [{ input: song, name: 'song' }, ...segments];
  let fetched = 0;
  await mapBounded(files, FETCHES_AT_ONCE, async ({ input, name }) => {
    await fetchInput(context, input, name);
    fetched += 1;
    report(fetched / files.length);
  });
}
