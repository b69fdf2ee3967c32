import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CastMember } from '#contracts/entities/index.ts';
import { ProjectDocument } from '#contracts/project-document.ts';
import { parseLyrics } from '#domain/song/index.ts';
import { projectDocument } from '#domain/views/project-document.ts';
import { viewsOf } from '#domain/views/views.ts';
import { isRefusal } from './refusal.ts';
import { filmed, scenes } from './testing/films.ts';
import { World } from './testing/world.ts';

const OTHER = { id: '0198c0de-0000-7000-8000-00000000ffff', ownerId: 'somebody else' };

/** What the API exports, read back as it is read there. */
function exported({ state }: World): ProjectDocument {
  const [project] = viewsOf(state, 'project');
  if (!project) throw new Error('there is no project');
  const document = projectDocument({
    project,
    song: viewsOf(state, 'song').find(({ id }) => id === project.songId) ?? null,
    analyses: viewsOf(state, 'analysis'),
    lyrics: viewsOf(state, 'lyrics'),
    cast: viewsOf(state, 'cast'),
    scenes: viewsOf(state, 'scene'),
    prompts: viewsOf(state, 'prompt'),
    images: viewsOf(state, 'image'),
    clips: viewsOf(state, 'clip'),
  });
  return ProjectDocument.parse(JSON.parse(JSON.stringify(document)));
}

function imported(document: ProjectDocument): { world: World; reply: unknown } {
  const world = new World();
  world.state = { ...world.state, project: new Map() };
  const { title, artist, budgetUsd, settings } = document.project;
  const reply = world.do('create-project', { ...OTHER, title, artist, budgetUsd, settings, document });
  return { world, reply };
}

/** Without ids, and without what is history in it: the song and the takes have no files after an import. */
function portable(document: ProjectDocument) {
  return {
    ...document,
    project: { ...document.project, id: '' },
    song: null,
    cast: document.cast.map((member) => ({ ...member, id: '' })),
    scenes: document.scenes.map((scene) => ({
      ...{ ...scene, id: '', takes: null },
      cast: scene.cast.map(({ castId, prominence }) => ({ name: nameOf(document, castId), prominence })),
    })),
  };
}

const nameOf = ({ cast }: ProjectDocument, castId: string) => cast.find(({ id }) => id === castId)?.name;

function give(world: World, source: string): void {
  const parsed = parseLyrics({ source });
  if ('problem' in parsed) throw new Error(parsed.problem.message);
  world.granted('put-lyrics', { ...parsed, source });
}

/** A tempo that a person may set for any song of these tests. */
const setTempo = fc.record({
  bpm: fc.double({ min: 20, max: 400, noNaN: true }),
  offsetSeconds: fc.double({ min: 0, max: 7.9, noNaN: true }),
  beatsPerBar: fc.option(fc.integer({ min: 2, max: 12 })),
});

const FULL = ['[00:01.00]one\r\n[00:05.00]two three\r\n', 'One\n\n[Chorus]\nZwei — ünïcode\n三'] as const;

function full(seconds: number, source: string, fps: 23.976 | 24 | 29.97): World {
  const world = filmed({ settings: { fps } }, seconds);
  give(world, source);
  world.granted('put-transcript', {
    lines: null,
    words: [{ text: 'one', startSeconds: 1, endSeconds: 2 }],
    language: 'english',
  });
  for (const scene of scenes(world).slice(0, 3)) {
    world.granted('put-prompt', { sceneId: scene.id, edit: { text: `A lighthouse ${scene.index}` } });
    const first = [...world.state.prompt.values()].find(({ sceneId }) => sceneId === scene.id);
    if (scene.index === 0 && first)
      world.granted('put-prompt', { sceneId: scene.id, edit: { promptId: first.id } });
  }
  return world;
}

/** Adds a cast, one of whom is out of the first scene. */
function cast(world: World): World {
  const look: Pick<CastMember, 'prominence' | 'references'> = { prominence: 'lead', references: [] };
  world.granted('add-cast', { castKind: 'person', name: 'Mara', appearance: 'short silver hair', ...look });
  world.granted('add-cast', { castKind: 'thing', name: 'The boat', appearance: 'a red boat', ...look });
  const [, boat] = [...world.state.cast.values()];
  const [scene] = scenes(world);
  if (!boat || !scene) throw new Error('the film is too small for this test');
  const parts = [{ castId: boat.id, prominence: 'absent' as const }];
  world.granted('put-scene-look', { sceneId: scene.id, footage: 'b-roll', cast: parts });
  return world;
}

describe('a project as a document', () => {
  it('comes out of another account as it went in, but for ids, files and their history', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: 90 }),
        fc.constantFrom(...FULL),
        fc.constantFrom(23.976, 24, 29.97),
        fc.option(setTempo),
        (seconds, source, fps, tempo) => {
          const original = cast(full(seconds, source, fps));
          original.granted('set-tempo', { tempo });
          const document = exported(original);
          expect(document.tempo).toEqual(tempo);
          const { world, reply } = imported(document);
          expect(reply).toMatchObject(OTHER);
          expect(portable(exported(world))).toEqual(portable(document));
          world.upload(seconds);
          expect(exported(world).song).toEqual(document.song);
          expect(portable(exported(world))).toEqual(portable(document));
          world.runAll();
          expect(exported(world).tempo).toEqual(tempo);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('says how the selected takes were made, and where nothing lies', () => {
    const document = exported(full(20, FULL[0], 24));
    expect(document.scenes[0]?.takes.clip).toMatchObject({ source: 'generated', approval: 'approved' });
    expect(
      document.scenes[0]?.prompts.filter(({ current }) => current).map(({ version }) => version),
    ).toEqual([1]);
    expect(JSON.stringify(document)).not.toMatch(/https?:|"key"|owner|predictionId|Url/);
  });

  it('of version 1 knows no cast and is read as well', () => {
    const { cast: _, scenes: list, ...rest } = exported(full(20, FULL[0], 24));
    const older = list.map(({ cast: __, footage: ___, ...scene }) => scene);
    const { world, reply } = imported(ProjectDocument.parse({ ...rest, version: 1, scenes: older }));
    expect(reply).toMatchObject(OTHER);
    expect(scenes(world)).toHaveLength(list.length);
    expect(world.state.cast.size).toBe(0);
  });

  it('of version 2 knows no tempo and is read as well', () => {
    const { tempo: _, ...rest } = exported(full(20, FULL[0], 24));
    const { world, reply } = imported(ProjectDocument.parse({ ...rest, version: 2 }));
    expect(reply).toMatchObject({ ...OTHER, importedTempo: null });
    world.upload(20);
    expect([...world.state.analysis.values()]).toMatchObject([{ setTempo: null }]);
  });

  it('shares no id with what it was made of', () => {
    const world = cast(full(20, FULL[0], 24));
    const { world: other } = imported(exported(world));
    for (const kind of ['scene', 'prompt', 'lyrics', 'cast'] as const) {
      const owned = [...other.state[kind].values()];
      expect(owned.length).toBeGreaterThan(0);
      for (const { projectId } of owned) expect(projectId).toBe(OTHER.id);
    }
    expect([
      ...other.state.image.values(),
      ...other.state.clip.values(),
      ...other.state.usage.values(),
    ]).toEqual([]);
    expect([...other.state.project.values()]).toMatchObject([{ spentUsd: 0, songId: null, filmId: null }]);
  });
});

describe('a tempo that was set before its song', () => {
  const tempo = { bpm: 108, offsetSeconds: 4, beatsPerBar: 3 };
  const waiting = () => imported({ ...exported(full(20, FULL[0], 24)), tempo }).world;
  const sets = (world: World) => [...world.state.analysis.values()].map(({ setTempo }) => setTempo);
  const waits = (world: World) => [...world.state.project.values()].map(({ importedTempo }) => importedTempo);

  it('waits for it, and is its own from the first moment', () => {
    const world = waiting();
    expect([waits(world), sets(world)]).toEqual([[tempo], []]);
    world.upload(20);
    expect([waits(world), sets(world)]).toEqual([[null], [tempo]]);
    expect(viewsOf(world.state, 'analysis')).toMatchObject([
      { status: 'queued', tempo: { ...tempo, origin: 'set' } },
    ]);
  });

  it('is not that of another song, nor back once it was taken away', () => {
    const world = waiting();
    world.upload(20);
    world.granted('set-tempo', { tempo: null });
    expect(exported(world).tempo).toBeNull();
    world.now += 1000;
    world.upload(25);
    expect(sets(world)).toEqual([null, null]);
  });

  it('is dropped where the song ends before its first beat', () => {
    const world = waiting();
    world.upload(3);
    expect([waits(world), sets(world)]).toEqual([[null], [null]]);
  });
});

const MARA = {
  id: 'mara',
  kind: 'person',
  name: 'Mara',
  appearance: 'short silver hair',
  prominence: 'lead',
} as const;

describe('a document that contradicts itself', () => {
  const good = exported(full(20, FULL[0], 24));
  const [one, two] = good.scenes;
  if (!one || !two || !good.lyrics || !one.prompts[0]) throw new Error('the film is too small for this test');
  const [prompt] = one.prompts;

  it.each<[string, ProjectDocument, string]>([
    ['a gap', { ...good, scenes: [one, { ...two, startFrame: two.startFrame + 1 }] }, '/scenes/1/startFrame'],
    ['a late start', { ...good, scenes: [{ ...one, startFrame: 1 }] }, '/scenes/0/startFrame'],
    [
      'a stranger in a scene',
      { ...good, scenes: [{ ...one, cast: [{ castId: 'nobody', prominence: 'lead' }] }] },
      '/scenes/0/cast/0/castId',
    ],
    [
      'a first beat behind the song',
      { ...good, tempo: { bpm: 90, beatsPerBar: 4, offsetSeconds: 20.5 } },
      '/tempo/offsetSeconds',
    ],
    ['a member twice', { ...good, cast: [MARA, { ...MARA, name: 'The boat' }] }, '/cast/1/id'],
    ['a scene of no length', { ...good, scenes: [{ ...one, endFrame: 0 }] }, '/scenes/0/endFrame'],
    [
      'two current prompts',
      { ...good, scenes: [{ ...one, prompts: [prompt, { ...prompt, version: 2 }] }] },
      '/scenes/0/prompts/1/current',
    ],
    [
      'a lost version',
      { ...good, scenes: [{ ...one, prompts: [{ ...prompt, version: 3 }] }] },
      '/scenes/0/prompts/0/version',
    ],
    [
      'other words',
      { ...good, lyrics: { ...good.lyrics, source: '[00:01.00]uno\n[00:05.00]two three' } },
      '/lyrics/lines/0/text',
    ],
    ['fewer lines', { ...good, lyrics: { ...good.lyrics, lines: [] } }, '/lyrics/lines'],
    ['another format', { ...good, lyrics: { ...good.lyrics, format: 'text' } }, '/lyrics/format'],
    ['no lyrics', { ...good, lyrics: { ...good.lyrics, source: '\n \n' } }, '/lyrics/source'],
    [
      'words backwards',
      {
        ...good,
        transcript: { language: null, lines: [], words: [{ text: 'a', startSeconds: 2, endSeconds: 1 }] },
      },
      '/transcript/words/0/endSeconds',
    ],
  ])('with %s is refused and makes nothing', (_, document, pointer) => {
    const { world, reply } = imported(document);
    expect(reply).toMatchObject({ code: 'document-invalid', errors: [{ pointer }] });
    expect(world.state.project.size + world.state.scene.size + world.state.lyrics.size).toBe(0);
  });

  it('is refused for a model that is not here', () => {
    const settings = { ...good.project.settings, clipModel: 'none' };
    const { world, reply } = imported({ ...good, project: { ...good.project, settings } });
    expect(isRefusal(Object(reply)) && reply).toMatchObject({ code: 'model-unknown' });
    expect(world.state.project.size).toBe(0);
  });
});

describe('scenes that were there before their song', () => {
  const spansAfter = (document: ProjectDocument, seconds: number) => {
    const { world } = imported(document);
    world.upload(seconds);
    return scenes(world).map(({ startFrame, endFrame }) => [startFrame, endFrame] as const);
  };
  const documentOf = (...ends: number[]): ProjectDocument => {
    const document = exported(full(20, FULL[0], 24));
    const [scene] = document.scenes;
    if (!scene) throw new Error('there is no scene');
    const list = ends.map((endFrame, index) => ({ ...scene, startFrame: ends[index - 1] ?? 0, endFrame }));
    return { ...document, scenes: list };
  };

  it.each([
    [
      10,
      [
        [0, 120],
        [120, 240],
      ],
    ],
    [
      12,
      [
        [0, 120],
        [120, 288],
      ],
    ],
    [
      8,
      [
        [0, 120],
        [120, 192],
      ],
    ],
    [
      20,
      [
        [0, 240],
        [240, 480],
      ],
    ],
    [
      5,
      [
        [0, 60],
        [60, 120],
      ],
    ],
  ])('of 10 s fit a song of %i s', (seconds, spans) => {
    expect(spansAfter(documentOf(120, 240), seconds)).toEqual(spans);
  });

  it('tile any song that has a frame for each', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 2, max: 200 }), (frames, seconds) => {
        let end = 0;
        const ends = frames.map((count) => {
          end += count;
          return end;
        });
        const spans = spansAfter(documentOf(...ends), seconds);
        expect(spans.map(([start]) => start)).toEqual([0, ...spans.map(([, last]) => last).slice(0, -1)]);
        expect(spans.at(-1)?.[1]).toBe(seconds * 24);
        for (const [start, last] of spans) expect(last).toBeGreaterThan(start);
      }),
      { numRuns: 60 },
    );
  });
});
