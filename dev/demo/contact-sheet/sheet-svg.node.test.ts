import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { cutsOnBeats, type Sheet } from './sheet.ts';
import { sheetSvg } from './sheet-svg.ts';

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);

/** A song at 120 beats a minute with a scene every two seconds. */
function sheet(durationSeconds: number, changes: Partial<Sheet> = {}): Sheet {
  const beats = Array.from({ length: Math.floor(durationSeconds * 2) }, (_, index) => index / 2);
  return {
    title: 'Night <train> & "sea"\u0007',
    durationSeconds,
    tempo: '120.0 beats a minute',
    beats,
    downbeats: beats.filter((_, index) => index % 4 === 0),
    sections: [{ label: 'Verse 1', startSeconds: 0, endSeconds: durationSeconds, energy: 0.5 }],
    energy: { stepSeconds: 1, values: beats.map(() => 0.5) },
    peaks: { stepSeconds: 0.1, values: beats.map(() => 1) },
    lines: [{ text: 'One </text> line', startSeconds: 1, endSeconds: 5 }],
    scenes: Array.from({ length: Math.ceil(durationSeconds / 2) }, (_, index) => ({
      title: `Scene ${index + 1}`,
      startSeconds: index * 2,
      endSeconds: Math.min(durationSeconds, index * 2 + 2),
      onto: 'downbeat',
      picture: JPEG,
    })),
    ...changes,
  };
}

const count = (svg: string, what: string) => svg.split(what).length - 1;

describe('the contact sheet', () => {
  it.each([
    ['a song of one row', 20],
    ['a song of four rows', 181.3],
    ['a song of less than a second', 0.4],
  ])('is well-formed and shows each scene and its number: %s', (_name, seconds) => {
    const drawn = sheet(seconds);
    const svg = sheetSvg(drawn);
    expect(XMLValidator.validate(svg)).toBe(true);
    // A scene over the end of a row is shown in both.
    expect(count(svg, '<image ')).toBeGreaterThanOrEqual(drawn.scenes.length);
    const numbers = drawn.scenes.map((_, index) => `>${index + 1}.`);
    expect(numbers.filter((number) => !svg.includes(number))).toEqual([]);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('is drawn of a song of which nothing is known, and of scenes without a picture', () => {
    const nothing = { beats: [], downbeats: [], sections: [], lines: [], energy: null, peaks: null };
    const scenes = sheet(9).scenes.map((scene) => ({ ...scene, onto: 'wish', picture: null }));
    const svg = sheetSvg(sheet(9, { ...nothing, scenes }));
    expect(XMLValidator.validate(svg)).toBe(true);
    expect([count(svg, '<image '), svg.includes('cuts on beats')]).toEqual([0, false]);
  });
});

it.each([
  ['on every beat', [0, 2, 4], 2],
  ['half a frame beside one', [0, 2.02, 3.97], 2],
  ['between two', [0, 2.25, 4], 1],
])('a cut %s counts as it should', (_name, starts, on) => {
  const scenes = starts.map((startSeconds) => ({
    ...{ title: '', onto: 'beat', picture: null },
    startSeconds,
    endSeconds: startSeconds + 1,
  }));
  expect(cutsOnBeats({ scenes, beats: sheet(10).beats })).toEqual({ on, of: 2 });
});
