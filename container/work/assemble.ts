import { storeOutput } from '#container/files/store-output.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { AssembleResult, MediaJobSpec, QcReport } from '#contracts/media.ts';
import type { Loudness } from '#contracts/media-jobs/analyze-song.ts';
import { stepOf, type WorkContext } from './context.ts';
import { decodeFilm } from './decode-film.ts';
import { judgeFilm } from './film-check.ts';
import { type FilmFindings, spansOfFilm } from './film-findings.ts';
import { type FilmMeasure, measureFilm } from './measure-film.ts';
import { writeFilm } from './write-film.ts';

type AssembleSpec = Extract<MediaJobSpec, { kind: 'assemble' }>;

const OUTPUT = 'film.mp4';

/** A written film, and how loud it was heard to be while it was written; undefined where its sound was copied. */
interface WrittenFilm {
  measure: FilmMeasure;
  loudness: Loudness | null | undefined;
}

/** Joins segments by stream copy, lays the song under them, and proves the result. Nothing unproven is stored. */
export async function assemble(spec: AssembleSpec, context: WorkContext): Promise<AssembleResult> {
  const { loudness } = await writeFilm(spec, OUTPUT, context);
  const proof = proven(spec, loudness, context);
  // Decoding takes longer than storage would wait for the film's end.
  if (spec.check === 'decode') await proof;
  const sizeBytes = await storeOutput(context, OUTPUT, spec.output, proof);
  return { kind: 'assemble', sizeBytes, qc: await proof };
}

/** The written film's report. Throws `qc-failed` where it does not pass. */
async function proven(
  spec: AssembleSpec,
  loudness: WrittenFilm['loudness'],
  context: WorkContext,
): Promise<QcReport> {
  const measure = await measureFilm(context, OUTPUT, spec.frameRate);
  const qc = await judge(spec, { measure, loudness }, context);
  if (!qc.passed) throw new MediaFailure('qc-failed', `The film is not right: ${qc.problems.join('; ')}.`);
  return qc;
}

async function judge(spec: AssembleSpec, film: WrittenFilm, context: WorkContext): Promise<QcReport> {
  const frames = spec.segments.reduce((sum, segment) => sum + segment.frames, 0);
  const song = spec.loudness ?? null;
  const found: FilmFindings = {
    ...spansOfFilm(spec.segments),
    loudness: { song, film: film.loudness === undefined ? song : film.loudness },
    decodeErrors: null,
  };
  if (spec.check === 'decode') {
    const report = stepOf(context, 0.8, 0.95);
    const { loudness, ...seen } = await decodeFilm({ ...spec, name: OUTPUT, frames }, context, (frame) =>
      report(frame / frames),
    );
    Object.assign(found, seen);
    found.loudness.film = loudness;
  }
  const order = {
    ...spec,
    expectedFrames: frames,
    audioCopied: film.loudness === undefined,
    chapters: new Set(spec.chapters?.map(({ fromFrame }) => fromFrame).filter((frame) => frame < frames))
      .size,
  };
  return judgeFilm(order, film.measure, found);
}
