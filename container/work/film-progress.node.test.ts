import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FilmStudio, STUDIO_RATE } from '#container/testing/film-studio.ts';
import { workContext } from '#container/testing/work-context.ts';
import { FilmProgress } from './film-progress.ts';
import { writeFilm } from './write-film.ts';

let studio: FilmStudio;

beforeAll(async () => {
  studio = await FilmStudio.open();
}, 60_000);

afterAll(() => studio.close());

function progressOf(segments: number, steps: readonly (number | 'segment')[]): number[] {
  const told: number[] = [];
  const progress = new FilmProgress(segments, (share) => told.push(share));
  for (const step of steps) step === 'segment' ? progress.add() : progress.encode(step);
  return told;
}

describe('the progress of a film', { timeout: 60_000 }, () => {
  it('goes on with its segments and with its song, and to the end', () => {
    const told = progressOf(2, ['segment', 0.5, 'segment', 1]).map((share) => share.toFixed(2));
    expect(told).toEqual(['0.33', '0.50', '0.83', '1.00']);
  });

  it('never goes back, whatever is encoded once more', () => {
    const step = fc.oneof(fc.constant('segment' as const), fc.double({ min: 0, max: 3, noNaN: true }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const told = progressOf(20, steps);
        expect(told).toEqual([...told].sort((one, other) => one - other));
        expect(Math.max(0, ...told)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('moves while the song is encoded', async () => {
    const { input, frames } = await studio.segment('red', 24);
    const noise = ['-f', 'lavfi', '-i', 'anoisesrc=r=8000:d=40:seed=1'];
    const song = studio.files.give('/long.wav', await studio.folder.make('long.wav', noise));
    const told: number[] = [];
    const context = workContext(await mkdtemp(join(studio.folder.path, 'job-')));
    await writeFilm(
      {
        kind: 'assemble',
        segments: [{ input, frames }],
        ...{ song, songDurationSeconds: 40, frameRate: STUDIO_RATE, width: 160, height: 90 },
        ...{ title: 'Film', output: studio.target('film.mp4').output },
      },
      'film.mp4',
      { ...context, report: (share) => told.push(share) },
    );
    // One for the segment and one for the end of the song are told of any film.
    expect(told.length).toBeGreaterThan(2);
    expect(new Set(told.map((share) => share.toFixed(3))).size).toBeGreaterThan(2);
    expect(told).toEqual([...told].sort((one, other) => one - other));
    expect(told.at(-1)).toBeCloseTo(0.8, 6);
  });
});
