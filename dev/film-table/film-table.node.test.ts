import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCopy, checkSound, checkTimes } from './check-film.ts';
import { checkFrames } from './check-frames.ts';
import { expectFilm } from './expected-film.ts';
import { FilmHouse, type MadeFilm } from './film-house.ts';
import { decodeFilm, probeFile } from './read-film.ts';
import { TABLE } from './table.ts';

let house: FilmHouse;

beforeAll(async () => {
  house = await FilmHouse.open();
}, 60_000);

afterAll(async () => {
  await house.close();
});

/** Dips that go by way of black, in frames of the film: nowhere else may a film be black. */
function darkSpans({ planned }: MadeFilm) {
  return planned.seams.filter(({ recipe }) => recipe.blend === 'dip-to-black').map(({ cut }) => cut);
}

describe('the film', { timeout: 300_000 }, () => {
  it.concurrent.each(TABLE.map((row, number) => ({ ...row, number })))('$name', async (row) => {
    const made = await house.make(row);
    const name = `film-${row.number}.mp4`;
    await writeFile(house.folder.at(name), made.bytes);
    const [probe, decoded] = await Promise.all([
      probeFile(house.folder, name),
      decodeFilm(house.folder, name, made.planned),
    ]);
    const expected = expectFilm(made.planned);
    expect([
      ...checkFrames(expected, decoded.frames),
      ...checkTimes(made, probe),
      ...(await checkSound(house, made, decoded.sound)),
      ...(await checkCopy(house, made, probe)),
    ]).toEqual([]);
    expect(made.assembled.qc).toMatchObject({ passed: true, problems: [], frames: made.planned.frames });
    const dips = darkSpans(made);
    const strayBlack = made.assembled.qc.black?.filter(
      ({ fromFrame, toFrame }) =>
        !dips.some(({ startFrame, endFrame }) => fromFrame >= startFrame && toFrame <= endFrame),
    );
    expect(strayBlack ?? []).toEqual([]);
    for (const [scene, { speed }] of made.conformed.entries())
      expect(speed, `scene ${scene}`).toBeCloseTo(expected.pictures[scene]?.fit.speed ?? 0, 1);
  });
});
