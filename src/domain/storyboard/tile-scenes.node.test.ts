import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LyricLine } from '#contracts/entities/song.ts';
import { filmFrames, frameRateOf, secondsAt } from '../film/frame-budget.ts';
import { pacing } from './pacing.ts';
import { planScenes } from './plan-scenes.ts';
import type { PlannedScene } from './planned-scene.ts';
import type { SceneDraft } from './prompts/analysis-answer.ts';
import { heardSong, sungLinesOf } from './testing/songs.ts';
import { tileScenes } from './tile-scenes.ts';

const RATE = frameRateOf(24);
/** Nobody listened, and nothing is known of the clip model but its longest clip. */
const UNHEARD = { analysis: null, clipSeconds: [] };

function draft(startSeconds: number, endSeconds: number, title = `at ${startSeconds}`): SceneDraft {
  return { title, theme: 't', mood: 'm', startSeconds, endSeconds, lyricExcerpt: 'x', reasoning: 'r' };
}

function line(startSeconds: number | null, text = 'words'): LyricLine {
  return { text, startSeconds, endSeconds: null, timing: startSeconds === null ? 'none' : 'given' };
}

function tiled(seconds: number, drafts: SceneDraft[], lines: LyricLine[] = [], longest = 12) {
  const result = tileScenes({
    frames: filmFrames(seconds, RATE),
    rate: RATE,
    pacing: pacing({ durationSeconds: seconds, sceneCount: null, longestClipSeconds: longest }),
    lines,
    drafts,
    ...UNHEARD,
  });
  if ('problem' in result) throw new Error(result.problem);
  return result;
}

function frames(scenes: readonly PlannedScene[]): [number, number][] {
  return scenes.map((scene) => [scene.startFrame, scene.endFrame]);
}

/** What is wrong with a tiling, in words; plain comparisons, since `expect` costs more than the tiling itself. */
function flaws(scenes: readonly PlannedScene[], total: number, longest: number): string[] {
  const found = scenes.length === 0 ? ['no scenes'] : [];
  let at = 0;
  for (const { startFrame, endFrame } of scenes) {
    if (startFrame !== at) found.push(`starts at ${startFrame}, not ${at}`);
    if (!Number.isInteger(endFrame) || endFrame <= at) found.push(`ends at ${endFrame}`);
    if (endFrame - at > longest) found.push(`${endFrame - at} frames, more than ${longest}`);
    at = endFrame;
  }
  if (at !== total) found.push(`film ends at ${at}, not ${total}`);
  return found;
}

describe('tiling a model’s scenes', () => {
  it('keeps exact scenes as they are', () => {
    const { scenes, moved } = tiled(15, [draft(0, 5), draft(5, 10), draft(10, 15)]);
    expect(frames(scenes)).toEqual([
      [0, 120],
      [120, 240],
      [240, 360],
    ]);
    expect(moved).toEqual({ cuts: 0, merged: 0, split: 0 });
    expect(scenes[1]).toMatchObject({
      title: 'at 5',
      theme: 't',
      mood: 'm',
      lyricExcerpt: 'x',
      reasoning: 'r',
    });
  });

  it('sorts, closes gaps and ignores overlaps: a scene lasts until the next begins', () => {
    const { scenes } = tiled(20, [draft(12, 16), draft(1, 9), draft(6, 8)]);
    expect(frames(scenes)).toEqual([
      [0, 144],
      [144, 288],
      [288, 480],
    ]);
    expect(scenes.map((scene) => scene.title)).toEqual(['at 1', 'at 6', 'at 12']);
  });

  it('moves a cut to the lyric line within a second, and no further', () => {
    const lines = [line(5.4), line(11.1)];
    const { scenes } = tiled(15, [draft(0, 5), draft(5, 10), draft(10, 15)], lines);
    expect(frames(scenes)).toEqual([
      [0, 130],
      [130, 240],
      [240, 360],
    ]);
  });

  it('takes the words of a scene from the lyrics where those have times', () => {
    const lines = [line(1, 'one'), line(3, 'two'), line(6, 'three')];
    const { scenes } = tiled(15, [draft(0, 5), draft(5, 10), draft(10, 15)], lines);
    expect(scenes.map((scene) => scene.lyricExcerpt)).toEqual(['one / two', 'three', '']);
  });

  it('splits what outlasts the longest clip and names the parts', () => {
    const { scenes, moved } = tiled(30, [draft(0, 5), draft(5, 30, 'Sea')], [], 10);
    expect(frames(scenes)).toEqual([
      [0, 120],
      [120, 320],
      [320, 520],
      [520, 720],
    ]);
    expect(scenes.map((scene) => scene.title)).toEqual(['at 0', 'Sea', 'Sea (2)', 'Sea (3)']);
    expect(moved.split).toBe(2);
  });

  it('merges a sliver into its shorter neighbour and lengthens what is nearly long enough', () => {
    const { scenes, moved } = tiled(15, [
      draft(0, 5),
      draft(5, 5.3),
      draft(5.3, 9),
      draft(9, 10.2),
      draft(10.2, 15),
    ]);
    expect(frames(scenes)).toEqual([
      [0, 120],
      [120, 211],
      [211, 250],
      [250, 360],
    ]);
    expect(scenes[1]?.title).toBe('at 5.3');
    expect(moved.merged).toBe(1);
  });

  it.each([
    ['no scenes', []],
    ['one time for all', [draft(3, 5), draft(3, 5), draft(3, 5)]],
    ['no numbers', [draft(0, 5), draft(Number.NaN, 10)]],
    ['infinite times', [draft(0, Number.POSITIVE_INFINITY)]],
    ['milliseconds', [draft(0, 5000), draft(5000, 10_000), draft(10_000, 15_000)]],
    ['times before the song', [draft(-50, -40), draft(-40, -30)]],
  ])('refuses %s with a reason', (_, drafts) => {
    const settings = { durationSeconds: 15, sceneCount: null, longestClipSeconds: 12 };
    const result = tileScenes({
      frames: 360,
      rate: RATE,
      pacing: pacing(settings),
      lines: [],
      drafts,
      ...UNHEARD,
    });
    expect(result).toEqual({ problem: expect.stringMatching(/\w/) });
  });

  const anySong = fc.record({
    seconds: fc.double({ min: 0.05, max: 900, noNaN: true }),
    fps: fc.constantFrom(23.976 as const, 24 as const, 25 as const, 29.97 as const, 30 as const, 60 as const),
    longest: fc.constantFrom(5, 6, 7.5, 8, 10, 12, 15, 20),
    sceneCount: fc.option(fc.integer({ min: 1, max: 400 })),
    lineTimes: fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 30 }),
  });
  const anyDrafts = fc.array(
    fc.tuple(fc.double({ min: -0.2, max: 1.4, noNaN: true }), fc.double({ min: -1, max: 2, noNaN: true })),
    { maxLength: 60 },
  );

  it('always tiles the film within the longest clip, whatever the model says, or refuses', () => {
    let tiledRuns = 0;
    fc.assert(
      fc.property(anySong, anyDrafts, (song, shares) => {
        const rate = frameRateOf(song.fps);
        const total = filmFrames(song.seconds, rate);
        const result = tileScenes({
          frames: total,
          rate,
          pacing: pacing({
            durationSeconds: song.seconds,
            sceneCount: song.sceneCount,
            longestClipSeconds: song.longest,
          }),
          lines: song.lineTimes.map((share) => line(share === null ? null : share * song.seconds)),
          drafts: shares.map(([start, end]) => draft(start * song.seconds, end * song.seconds)),
          ...UNHEARD,
        });
        if ('problem' in result) return;
        tiledRuns += 1;
        const longest = Math.round((song.longest * rate.numerator) / rate.denominator);
        expect(flaws(result.scenes, total, longest)).toEqual([]);
      }),
      { numRuns: 4000 },
    );
    expect(tiledRuns).toBeGreaterThan(1000);
  });

  it('keeps every scene at the minimum or more when the song has room for it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 300 }), anyDrafts, (seconds, shares) => {
        const total = filmFrames(seconds, RATE);
        const result = tileScenes({
          frames: total,
          rate: RATE,
          pacing: pacing({ durationSeconds: seconds, sceneCount: null, longestClipSeconds: 12 }),
          lines: [],
          drafts: shares.map(([start, end]) => draft(start * seconds, end * seconds)),
          ...UNHEARD,
        });
        if ('problem' in result) return;
        for (const scene of result.scenes)
          expect(scene.endFrame - scene.startFrame).toBeGreaterThanOrEqual(36);
      }),
      { numRuns: 2000 },
    );
  });

  it('plans any song without a model, with the wished count, and the same way each time', () => {
    fc.assert(
      fc.property(anySong, (song) => {
        const rate = frameRateOf(song.fps);
        const total = filmFrames(song.seconds, rate);
        const plan = {
          frames: total,
          rate,
          pacing: pacing({
            durationSeconds: song.seconds,
            sceneCount: song.sceneCount,
            longestClipSeconds: song.longest,
          }),
          lines: song.lineTimes.map((share) => line(share === null ? null : share * song.seconds)),
          ...UNHEARD,
        };
        const scenes = planScenes(plan);
        const longest = Math.round((song.longest * rate.numerator) / rate.denominator);
        expect(flaws(scenes, total, longest)).toEqual([]);
        expect(JSON.stringify(planScenes(plan))).toBe(JSON.stringify(scenes));
        if (song.seconds > 2) expect(Math.abs(scenes.length - plan.pacing.sceneCount)).toBeLessThanOrEqual(2);
      }),
      { numRuns: 700 },
    );
  });
});

describe('tiling on a heard song', () => {
  const seconds = 64;
  const film = {
    frames: filmFrames(seconds, RATE),
    rate: RATE,
    pacing: pacing({ durationSeconds: seconds, sceneCount: 16, longestClipSeconds: 12 }),
    lines: [],
    analysis: heardSong({ seconds, bpm: 120 }),
    clipSeconds: [5, 10],
  };

  it('puts rough cuts on sections and downbeats and says how far each was moved, onto what and why', () => {
    const result = tileScenes({ ...film, drafts: [0, 3.7, 9.6, 15.4, 23.9].map((at) => draft(at, at + 4)) });
    if ('problem' in result) throw new Error(result.problem);
    expect(
      result.scenes.slice(0, 4).map(({ startFrame, cut }) => [secondsAt(startFrame, RATE), cut]),
    ).toEqual([
      [0, { onto: 'limit', movedSeconds: 0, reason: 'The film starts here.' }],
      [
        4,
        {
          onto: 'downbeat',
          movedSeconds: 0.292,
          reason: 'On the first beat of bar 3, 0.29 s later than wished.',
        },
      ],
      [
        10,
        {
          onto: 'downbeat',
          movedSeconds: 0.417,
          reason: 'On the first beat of bar 6, 0.42 s later than wished.',
        },
      ],
      [
        16,
        {
          onto: 'section',
          movedSeconds: 0.583,
          reason: 'On the start of Chorus 1, 0.58 s later than wished.',
        },
      ],
    ]);
  });

  it('plans a cut at each section and more of them where energy is high', () => {
    const scenes = planScenes(film);
    const starts = scenes.map(({ startFrame }) => secondsAt(startFrame, RATE));
    for (const start of [0, 16, 32, 48]) expect(starts).toContain(start);
    const within = (from: number) => starts.filter((start) => start >= from && start < from + 16).length;
    expect(within(16) + within(48)).toBeGreaterThanOrEqual((within(0) + within(32)) * 1.5);
    expect(scenes.slice(1).every(({ cut }) => cut.onto !== 'wish')).toBe(true);
  });

  it('keeps lines whole where the pace allows it', () => {
    const lines = sungLinesOf(seconds);
    const scenes = planScenes({ ...film, lines, pacing: { ...film.pacing, sceneCount: 12 } });
    const divided = lines.filter(({ startSeconds, endSeconds }) =>
      scenes.some(({ startFrame }) => {
        const at = secondsAt(startFrame, RATE);
        return at > (startSeconds ?? 0) + 0.2 && at < (endSeconds ?? 0) - 0.2;
      }),
    );
    // Sections begin within some of them; they are the better cut.
    expect(divided.length).toBeLessThanOrEqual(3);
  });

  it('plans around locked scenes and hands them back', () => {
    const [, , third, , fifth] = planScenes(film);
    if (!third || !fifth) throw new Error('too few scenes');
    const locked = [{ ...third, title: 'mine' }, fifth];
    const replanned = [planScenes({ ...film, locked, pacing: { ...film.pacing, sceneCount: 30 } })];
    const drafted = tileScenes({ ...film, locked, drafts: [draft(0, 30), draft(30, 64)] });
    if ('scenes' in drafted) replanned.push(drafted.scenes);
    expect(replanned).toHaveLength(2);
    for (const scenes of replanned) {
      expect(flaws(scenes, film.frames, 288)).toEqual([]);
      for (const scene of locked) expect(scenes).toContain(scene);
    }
  });
});

describe('planning without a model', () => {
  it('cuts at lyric lines near the even pace and quotes them', () => {
    const settings = { durationSeconds: 20, sceneCount: 4, longestClipSeconds: 12 };
    const lines = [line(0.5, 'one'), line(6, 'two'), line(9.5, 'three'), line(12.4, 'far from any cut')];
    const scenes = planScenes({ frames: 480, rate: RATE, pacing: pacing(settings), lines, ...UNHEARD });
    expect(frames(scenes)).toEqual([
      [0, 144],
      [144, 228],
      [228, 360],
      [360, 480],
    ]);
    expect(scenes.map((scene) => scene.lyricExcerpt)).toEqual(['one', 'two', 'three / far from any cut', '']);
    expect(scenes[1]?.title).toBe('two');
    expect(secondsAt(scenes[3]?.endFrame ?? 0, RATE)).toBe(20);
  });
});
