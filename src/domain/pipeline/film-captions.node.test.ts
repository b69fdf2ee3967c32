import { describe, expect, it } from 'vitest';
import type { CaptionSettings } from '#contracts/captions.ts';
import { Film, type LyricLine, Project, Song, type Task } from '#contracts/entities/index.ts';
import type { Outcome } from './task-io.ts';
import { filmed, sceneAt, scenes, seamsAlone } from './testing/films.ts';
import { assemble, BLENDS, countRendered, newFilm, settings } from './testing/recuts.ts';
import { LOUDNESS, resultOf } from './testing/results.ts';
import { World } from './testing/world.ts';

const FPS = 24;
const WORDS: CaptionSettings = { burn: 'words', preset: 'karaoke', position: null };

/** Six scenes of five seconds, with a line in the middle of each, well away from the seams. */
const LINES = [0, 1, 2, 3, 4, 5].map((index) => line(`Line number ${index + 1}`, 5 * index + 1.5));

function line(text: string, startSeconds: number, endSeconds = startSeconds + 1.5): LyricLine {
  return { text, startSeconds, endSeconds, timing: 'given' };
}

const put = (lines: readonly LyricLine[]) => (world: World) => {
  world.granted('put-lyrics', { format: 'lrc', source: JSON.stringify(lines), lines, words: [] });
};
const changed = (index: number, change: Partial<LyricLine>) =>
  put(LINES.map((each, at) => (at === index ? { ...each, ...change } : each)));

/** A finished film of six scenes with those lines. */
function captioned(captions: Partial<CaptionSettings>, lines: readonly LyricLine[] = LINES): World {
  const world = new World({ settings: { ...BLENDS, captions: { ...WORDS, ...captions } } });
  world.upload(30);
  put(lines)(world);
  world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
  world.runAll();
  return world;
}

function again(world: World): World {
  assemble(world);
  world.runAll();
  expect(newFilm(world)).toMatchObject({ status: 'succeeded' });
  return world;
}

/** What a change and a film after it have rendered. */
function rendered(world: World, change: (world: World) => void) {
  const { segments, seams, films } = countRendered(world, () => {
    change(world);
    again(world);
  });
  return [segments, seams, films];
}

/** What the task of the newest film was given, read once more. */
function joined(world: World) {
  const task = world.tasks('assemble-film').at(-1);
  if (!task) throw new Error('no film was joined');
  world.state = { ...world.state, task: new Map([[task.id, { ...task, status: 'queued', endedAt: null }]]) };
  return world.claim(task.id, task.attempt);
}

describe('a film', () => {
  it('has a chapter for each scene, from the planned boundary on, though the blend begins before it', () => {
    const world = filmed({ settings: BLENDS });
    const chapters = scenes(world).map(({ title, startFrame }) => ({ title, fromFrame: startFrame }));
    expect(newFilm(world)?.chapters).toEqual(chapters);
    expect(chapters.map(({ fromFrame }) => fromFrame)).toEqual([0, 120, 240, 360, 480, 600]);
    const seam = newFilm(world)?.segments.find((segment) => segment.seam !== null);
    expect(seam?.frames).toBe(12);
    expect(joined(world)).toMatchObject({ chapters, title: 'A song', artist: null });
  });

  it('names a chapter by its number whose scene has no title', () => {
    const world = filmed({ settings: { sceneCount: 2 } }, 10);
    const list = scenes(world).map(({ id, startFrame, endFrame }) => ({
      id,
      startSeconds: startFrame / FPS,
      endSeconds: endFrame / FPS,
      title: ' ',
    }));
    world.granted('put-scenes', { scenes: list });
    expect(newFilm(again(world))?.chapters).toMatchObject([{ title: 'Scene 1' }, { title: 'Scene 2' }]);
  });

  it('carries the given lines at their times, and else what was heard with its language', () => {
    const heard = filmed({ settings: { sceneCount: 2 } }, 20);
    expect(newFilm(heard)?.captions).toMatchObject({
      language: 'en',
      cues: [{ text: expect.stringContaining('one') }, ...new Array(2).fill(expect.anything())],
    });
    const world = captioned({ burn: 'off' });
    const { cues } = newFilm(world)?.captions ?? { cues: [] };
    expect(cues.map(({ text }) => text)).toEqual(LINES.map(({ text }) => text));
    expect(cues.every(({ startSeconds }, index) => startSeconds <= 5 * index + 1.5)).toBe(true);
    expect(joined(world)).toMatchObject({ captions: { cues } });
  });

  it('has no captions where no line has a time: what was given is not replaced by what was heard', () => {
    const world = filmed({ settings: { sceneCount: 2 } }, 10);
    put([{ text: 'zyx', startSeconds: null, endSeconds: null, timing: 'none' }])(world);
    const given = [...world.state.lyrics.values()].find(({ origin }) => origin === 'given');
    if (!given) throw new Error('there are lyrics');
    const untimed = given.lines.map((each) => ({ ...each, startSeconds: null, endSeconds: null }));
    const lyrics = new Map(world.state.lyrics).set(given.id, { ...given, lines: untimed });
    world.state = { ...world.state, lyrics };
    expect(newFilm(again(world))?.captions).toBeNull();
  });

  it.each<[string, (world: World) => void]>([
    ['the text of a line', changed(2, { text: 'Sung otherwise' })],
    ['the time of a line', changed(2, { startSeconds: 12, endSeconds: 13 })],
    ['a title', (world) => world.do('update-project', { title: 'b', settings: {} })],
    [
      'a position of captions that are not burned in',
      settings({ captions: { ...WORDS, burn: 'off', position: 'top' } }),
    ],
  ])('is only joined again for another caption or label: %s', (name, change) => {
    const world = captioned({ burn: 'off' });
    const before = newFilm(world)?.fingerprint;
    expect(rendered(world, change)).toEqual([0, 0, 1]);
    expect(newFilm(world)?.fingerprint === before).toBe(name.startsWith('a position'));
  });
});

describe('burned-in captions', () => {
  it.each<[string, (world: World) => void, number, number]>([
    ['nothing', () => {}, 0, 0],
    ['a line in the middle of a scene', changed(2, { text: 'Sung otherwise' }), 1, 0],
    ['its time', changed(2, { startSeconds: 11.8, endSeconds: 13.3 }), 1, 0],
    [
      'a line that moves into the seam before its scene',
      changed(2, { startSeconds: 10.1, endSeconds: 11.6 }),
      1,
      1,
    ],
    ['a line that moves across a cut', changed(2, { startSeconds: 9.2, endSeconds: 11.6 }), 2, 1],
    ['a line that is taken out', put(LINES.filter((_, index) => index !== 4)), 1, 0],
    ['their look', settings({ captions: { ...WORDS, preset: 'bold' } }), 6, 0],
    ['their place', settings({ captions: { ...WORDS, position: 'top' } }), 6, 0],
    ['off', settings({ captions: { ...WORDS, burn: 'off' } }), 6, 0],
    ['the title', (world) => world.do('update-project', { title: 'b', settings: {} }), 0, 0],
  ])('render again where they are seen: %s', (_, change, segments, seams) => {
    expect(rendered(captioned({}), change)).toEqual([segments, seams, 1]);
  });

  it('render the scenes that have captions when they are turned on, and nothing when they are turned off again', () => {
    const world = captioned({ burn: 'off' }, LINES.slice(1, 4));
    expect(rendered(world, settings({ captions: WORDS }))).toEqual([3, 0, 1]);
    expect(rendered(world, settings({ captions: { ...WORDS, burn: 'off' } }))).toEqual([0, 0, 1]);
    expect(newFilm(world)?.captions?.cues).toHaveLength(3);
  });

  it('tell both pictures of a seam the same line at the same frames of the film', () => {
    const world = captioned({}, [line('Across the cut', 9, 11)]);
    const seam = [...world.state.seam.values()].find(
      ({ recipe }) => recipe.incoming.picture.captions !== null,
    );
    if (!seam) throw new Error('there is a seam with a caption');
    const { outgoing, incoming, frames } = seam.recipe;
    // The seam lies around frame 240 of the film, where the third scene's picture begins with it.
    const shown = [outgoing, incoming].map(({ picture, fromFrame }) => {
      const [, start = '', end = ''] =
        /^Dialogue: 0,([\d:.]+),([\d:.]+),/mu.exec(picture.captions ?? '') ?? [];
      return [start, end].map((time) => secondsOf(time) - fromFrame / FPS);
    });
    for (const [start = -1, end = -1] of shown) {
      expect(Math.abs(start)).toBeLessThan(1 / FPS);
      expect(Math.abs(end - frames / FPS)).toBeLessThan(1 / FPS);
    }
    const body = world.state.clip.get(sceneAt(world, 2).clipId ?? '')?.segment?.recipe;
    expect(body?.picture.captions).toContain('Across');
    expect(body?.picture.captions).not.toBe(incoming.picture.captions);
  });
});

const secondsOf = (time: string) => time.split(':').reduce((sum, part) => 60 * sum + Number(part), 0);

describe('the sound of a film', () => {
  const failure = { code: 'input-unreadable', message: 'No sound could be decoded.', retryable: false };
  const hearings = (world: World) => world.tasks('film-audio');

  /** A film of 10 s, whose song is of that codec. */
  function sounding(codec: string, fail: (task: Task) => Outcome | null = () => null): World {
    const world = new World({ settings: { sceneCount: 2 } });
    world.upload(10, codec);
    world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
    world.runAll(fail);
    return world;
  }
  const failing = (work: Task['work']) => (task: Task) =>
    task.work === work ? { type: 'failed' as const, failure } : null;

  it('that films copy is heard by the analysis alone, which every film waits for', () => {
    const world = sounding('mp3');
    expect(hearings(again(world))).toEqual([]);
    expect(world.tasks('analyze-song')).toHaveLength(1);
    expect(joined(world)).toMatchObject({ songKey: 'song.mp3', loudness: LOUDNESS });
  });

  it('that films copy is heard for the film where the analysis failed', () => {
    const world = sounding('mp3', failing('analyze-song'));
    expect(hearings(again(world))).toMatchObject([{ status: 'succeeded', jobId: null }]);
    expect(joined(world)).toMatchObject({ songKey: 'song.mp3', loudness: LOUDNESS });
  });

  it('that films copy, of a song that is still listened to, holds the film up until that is done', () => {
    const world = sounding('mp3');
    const [[song], [analysis]] = [[...world.state.song.values()], [...world.state.analysis.values()]];
    if (!song || !analysis) throw new Error('there is no song, or nobody listened to it');
    const unheard = { ...analysis, status: 'failed' as const, measured: null };
    world.state = {
      ...world.state,
      song: new Map([[song.id, { ...song, filmSound: null }]]),
      analysis: new Map([[analysis.id, unheard]]),
    };
    world.granted('retry-analysis', null);
    const films = world.tasks('assemble-film').length;
    world.granted('start-stage', { stage: 'assemble_video', sceneIds: null });
    expect(world.tasks('assemble-film')).toHaveLength(films);
    world.runAll();
    expect(world.tasks('assemble-film')).toHaveLength(films + 1);
    expect(hearings(world)).toEqual([]);
  });

  it('that has to be encoded is heard once, as soon as the song is there', () => {
    const world = sounding('pcm_s16le');
    expect(hearings(again(world))).toMatchObject([{ status: 'succeeded', jobId: null }]);
    expect(hearings(world)[0]?.createdAt).toBe(world.tasks('probe-upload')[0]?.endedAt);
  });

  it('is the encoded one where there is one, and the film waits while that is coming', () => {
    const world = sounding('pcm_s16le');
    const [song] = world.state.song.values();
    if (!song) throw new Error('there is a song');
    // As a song of earlier days.
    world.state = { ...world.state, song: new Map([[song.id, { ...song, filmSound: null }]]) };
    const films = world.tasks('assemble-film').length;
    world.granted('start-stage', { stage: 'assemble_video', sceneIds: null });
    const hearing = hearings(world).at(-1);
    expect(hearings(world)).toHaveLength(2);
    expect(world.tasks('assemble-film')).toHaveLength(films);
    world.claim(hearing?.id ?? '', 1);
    world.settle(hearing ?? { id: '', attempt: 1 }, {
      type: 'done',
      result: { work: 'film-audio', copied: false, loudness: null },
    });
    expect(world.tasks('assemble-film')).toHaveLength(films + 1);
    expect(joined(world)).toMatchObject({
      songKey: expect.stringMatching(/songs\/.*\/sound\.m4a$/),
      loudness: null,
    });
  });

  it('that could not be made ready is encoded by the join, which says so', () => {
    const world = sounding('pcm_s16le', failing('film-audio'));
    const { status, notes } = world.job('assemble_video');
    expect([status, notes]).toEqual(['succeeded', [expect.stringContaining('No sound could be decoded.')]]);
    // What cannot get better is not tried again.
    again(world);
    expect(hearings(world)).toHaveLength(1);
    expect(joined(world)).toMatchObject({ songKey: 'song.mp3', loudness: null });
  });
});

describe('what was seen in segments', () => {
  const black = [{ fromFrame: 3, toFrame: 9 }];
  const frozen = [{ fromFrame: 20, toFrame: 60 }];

  function seen(found: object, index = 1): World {
    const world = filmed({ settings: { sceneCount: 2 } }, 10);
    settings({ fill: 'pad' })(world);
    world.granted('start-stage', { stage: 'assemble_video', sceneIds: null });
    const isIts = (task: Task) => task.sceneId === sceneAt(world, index).id && task.work === 'conform-clip';
    world.runAll((task) =>
      isIts(task)
        ? { type: 'done', result: { work: 'conform-clip', frames: 120, sourceFrames: 120, ...found } }
        : null,
    );
    return world;
  }

  it('goes to the join, and what nobody asked for is named in frames of the film', () => {
    const world = seen({ black, frozen });
    const { id: sceneId } = sceneAt(world, 1);
    expect(newFilm(world)?.qc).toMatchObject({
      passed: true,
      unasked: [
        { what: 'black', sceneId, fromFrame: 123, toFrame: 129 },
        { what: 'frozen', sceneId, fromFrame: 140, toFrame: 180 },
      ],
    });
    expect(world.job('assemble_video').notes).toEqual([
      'From 5.13 s on, scene 2 is black for 0.25 s, and nobody asked for that.',
      'From 5.83 s on, scene 2 stands still for 1.67 s, and nobody asked for that.',
    ]);
    expect(joined(world)).toMatchObject({ segments: [{ black: [] }, { black, frozen }] });
  });

  it('is not said of the last frame that is held because the clip is too short', () => {
    const world = seen({ frozen: [{ fromFrame: 78, toFrame: 120 }], sourceFrames: 80 });
    expect(newFilm(world)?.segments[1]).toMatchObject({ heldFromFrame: 80 });
    expect(newFilm(world)?.qc?.unasked).toEqual([]);
  });
});

describe('a dip to black', () => {
  it.each([
    ['dip-to-black', 'rendered by itself', 0],
    ['crossfade', 'rendered by itself', 1],
    ['dip-to-black', 'that came with a segment', 0],
    ['crossfade', 'that came with a segment', 1],
  ] as const)('is black on purpose, a %s is not: one %s', (kind, how, expected) => {
    const isAlong = how === 'that came with a segment';
    const world = filmed({ settings: { sceneCount: 2, transition: { kind: 'cut', seconds: 1 } } }, 10);
    settings({ transition: { kind, seconds: 1 } })(world);
    world.granted('start-stage', { stage: 'assemble_video', sceneIds: null });
    const black = [{ fromFrame: 11, toFrame: 13 }];
    world.runAll((task, input) => {
      if (task.work === 'render-seam')
        return { type: 'done', result: { work: 'render-seam', frames: 24, black } };
      if (input.work !== 'conform-clip' || !isAlong || !input.seam) return seamsAlone(task, input);
      const { fingerprint } = input.seam;
      return { type: 'done', result: { ...resultOf(input, task), seam: { fingerprint, black } } };
    });
    expect(newFilm(world)?.qc?.unasked).toHaveLength(expected);
  });
});

describe('a film that fails its own check', () => {
  it('is failed with the reason, whatever it carries', () => {
    const world = captioned({});
    const first = newFilm(world)?.id;
    const reason = {
      code: 'qc-failed',
      message: 'The film is not right: 3 chapters instead of 6.',
      retryable: false,
    };
    world.granted('start-stage', { stage: 'assemble_video', sceneIds: null });
    world.runAll((task) => (task.work === 'assemble-film' ? { type: 'failed', failure: reason } : null));
    expect(newFilm(world)).toMatchObject({ status: 'failed', failure: reason, key: null });
    expect([...world.state.project.values()][0]?.filmId).toBe(first);
  });
});

describe('rows of earlier days', () => {
  it('are read with what they could not say', () => {
    const world = filmed({ settings: { sceneCount: 2 } }, 10);
    const [song] = world.state.song.values();
    const [project] = world.state.project.values();
    const film = newFilm(world);
    if (!song || !project || !film) throw new Error('the world is not what it should be');
    const { filmSound: _, ...oldSong } = song;
    expect(Song.parse(oldSong).filmSound).toBeNull();
    const { captions: __, ...oldSettings } = project.settings;
    expect(Project.parse({ ...project, settings: oldSettings })).toEqual(project);
    const { title, artist, chapters, captions, ...oldFilm } = film;
    expect([title, artist, chapters.length, captions?.cues.length]).toEqual(['A song', null, 2, 2]);
    expect(Film.parse(oldFilm)).toMatchObject({ title: null, artist: null, chapters: [], captions: null });
  });
});
