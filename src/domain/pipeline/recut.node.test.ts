import { describe, expect, it } from 'vitest';
import { Film, Project, Scene, Segment, type Task, type Transition } from '#contracts/entities/index.ts';
import { editTag } from './preconditions.ts';
import { isRefusal } from './refusal.ts';
import { entries, split } from './testing/edits.ts';
import { filmed, judge, pictured, sceneAt, scenes, seamsAlone, takesOf } from './testing/films.ts';
import {
  assemble,
  BLENDS,
  CROSSFADE,
  countRendered,
  edit,
  newFilm,
  resize,
  settings,
} from './testing/recuts.ts';
import { resultOf } from './testing/results.ts';
import type { World } from './testing/world.ts';
import { isEnded } from './work.ts';

const failure = { code: 'internal', message: 'FFmpeg stopped.', retryable: true };

/** Moves the boundary before a scene. */
function move(world: World, index: number, seconds: number): void {
  const list = entries(world).map((entry, at) => ({
    ...entry,
    startSeconds: entry.startSeconds + (at === index ? seconds : 0),
    endSeconds: entry.endSeconds + (at === index - 1 ? seconds : 0),
  }));
  world.granted('put-scenes', { scenes: list });
}

/** What an edit and a film after it have rendered: segments, seams and films. */
function rendered(world: World, change: () => void): ReturnType<typeof countRendered> {
  const counts = countRendered(world, () => {
    change();
    world.runAll();
    assemble(world);
    world.runAll();
  });
  expect(newFilm(world)).toMatchObject({ status: 'succeeded' });
  expect(newFilm(world)?.segments.reduce((sum, { frames }) => sum + frames, 0)).toBe(newFilm(world)?.frames);
  return counts;
}

const again = (index: number) => (world: World) => {
  const wish = { candidates: 1, prompt: null, seed: null, model: null, imageId: null, durationSeconds: null };
  world.granted('make-clips', { ...wish, sceneId: sceneAt(world, index).id });
};
describe('a film of crossfades that is cut again', () => {
  it.each<[string, (world: World) => void, number, number]>([
    ['nothing', () => {}, 0, 0],
    [
      'title and artist',
      (world) => world.do('update-project', { title: 'b', artist: 'c', settings: {} }),
      0,
      0,
    ],
    ['the clip of an inner scene', again(2), 1, 2],
    ['the clip of the last scene', again(5), 1, 1],
    [
      'the kind of one transition',
      (world) => edit(world, 2, { transition: { ...CROSSFADE, kind: 'wipe-up' } }),
      0,
      1,
    ],
    // The scene's picture begins with the seam into it, so that the next seam has other frames of it.
    [
      'the length of one transition',
      (world) => edit(world, 2, { transition: { ...CROSSFADE, seconds: 1 } }),
      2,
      2,
    ],
    [
      'the length of the last transition',
      (world) => edit(world, 5, { transition: { ...CROSSFADE, seconds: 1 } }),
      2,
      1,
    ],
    [
      'one transition to a cut',
      (world) => edit(world, 2, { transition: { ...CROSSFADE, kind: 'cut' } }),
      2,
      1,
    ],
    ['what the project says anyway', (world) => edit(world, 2, { transition: CROSSFADE }), 0, 0],
    [
      'the way into the first scene',
      (world) => edit(world, 0, { transition: { kind: 'wipe-up', seconds: 2 } }),
      0,
      0,
    ],
    ['one boundary', (world) => move(world, 2, 0.5), 2, 2],
    ['the in-point of one clip', (world) => edit(world, 2, { clipInSeconds: 0.5 }), 1, 2],
    ['the kind of all transitions', settings({ transition: { ...CROSSFADE, kind: 'dip-to-black' } }), 0, 5],
    ['the fill', settings({ fill: 'pad' }), 6, 5],
    ['the words of the style', settings({ style: 'watercolour' }), 0, 0],
  ])('renders what is touched: %s', (_, change, segments, seams) => {
    const world = filmed({ settings: BLENDS });
    expect([world.tasks('conform-clip').length, world.state.seam.size]).toEqual([6, 5]);
    expect(rendered(world, () => change(world))).toEqual({ segments, seams, films: 1 });
  });

  it('renders seams before it, too, where clips are slowed to the length of their picture', () => {
    const world = filmed({ settings: { ...BLENDS, shortClips: { mode: 'slow', slowestSpeed: 0.5 } } });
    const change = () => edit(world, 2, { transition: { ...CROSSFADE, seconds: 1 } });
    expect(rendered(world, change)).toEqual({ segments: 2, seams: 3, films: 1 });
  });

  it('renders nothing for what was there before: the join alone', () => {
    const world = filmed({ settings: BLENDS });
    const first = newFilm(world);
    rendered(world, () => edit(world, 2, { transition: { kind: 'cut', seconds: 1 } }));
    expect(newFilm(world)?.fingerprint).not.toBe(first?.fingerprint);
    const back = rendered(world, () => edit(world, 2, { transition: null }));
    expect(back).toEqual({ segments: 0, seams: 0, films: 1 });
    expect(newFilm(world)).toMatchObject({ fingerprint: first?.fingerprint, segments: first?.segments });
  });

  it('makes no take stale and costs nothing', () => {
    const world = filmed({ settings: BLENDS });
    const paid = world.paidClaims.length;
    settings({ transition: { kind: 'crossfade', seconds: 5 } })(world);
    edit(world, 3, { transition: { kind: 'dip-to-white', seconds: 2 }, clipInSeconds: 3 });
    world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
    world.runAll();
    expect(newFilm(world)).toMatchObject({ status: 'succeeded' });
    expect(world.paidClaims).toHaveLength(paid);
  });
});

describe('a film of cuts', () => {
  it('gets one seam and two segments with its first crossfade', () => {
    const world = filmed({ settings: { sceneCount: 6 } });
    const change = () => edit(world, 3, { transition: CROSSFADE });
    expect(rendered(world, change)).toEqual({ segments: 2, seams: 1, films: 1 });
    const [from, into] = [sceneAt(world, 2), sceneAt(world, 3)];
    const seam = newFilm(world)?.segments.find((segment) => segment.seam !== null);
    expect(seam).toMatchObject({
      sceneId: into.id,
      takeId: into.clipId,
      frames: 12,
      seam: { blend: 'crossfade', fromSceneId: from.id, fromTakeId: from.clipId },
    });
  });

  it('renders two segments where a boundary moves, and the halves of a scene that is divided', () => {
    const world = filmed({ settings: { sceneCount: 6 } });
    expect(rendered(world, () => move(world, 2, 0.5))).toEqual({ segments: 2, seams: 0, films: 1 });
    world.granted('put-scenes', { scenes: split(entries(world), 1) });
    const before = world.tasks('conform-clip').length;
    world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
    world.runAll();
    expect(newFilm(world)?.segments).toHaveLength(7);
    expect(world.tasks('conform-clip')).toHaveLength(before + 2);
  });
});

describe('a seam', () => {
  it('is made as soon as its frames are there, while others are still to come', () => {
    const world = filmed({ settings: BLENDS }, 30, seamsAlone);
    const conformOf = (index: number) =>
      world.tasks('conform-clip').find(({ sceneId }) => sceneId === sceneAt(world, index).id);
    expect(world.tasks('render-seam')).toHaveLength(5);
    for (const task of world.tasks('render-seam')) {
      const into = scenes(world).findIndex(({ id }) => id === task.sceneId);
      const [from, own] = [conformOf(into - 1)?.endedAt ?? 0, conformOf(into)?.createdAt ?? 0];
      expect(task.createdAt).toBe(Math.max(from, own));
      expect(task.jobId).toBe(world.job('assemble_video').id);
    }
  });

  it.each<[string, (world: World) => void, readonly number[]]>([
    ['a small clip begins with its frames', () => {}, [2]],
    ['a large clip', (world) => resize(world, 2, 33e6), []],
    ['a clip of unknown size', (world) => resize(world, 2, null), []],
    ['a clip that begins late', (world) => edit(world, 2, { clipInSeconds: 1.5 }), []],
    ['a clip that begins soon', (world) => edit(world, 2, { clipInSeconds: 1 }), [2]],
  ])('waits for the segments with which frames of it come: %s', (_, change, atOnce) => {
    const world = filmed({ settings: BLENDS });
    change(world);
    settings({ fill: 'pad' })(world);
    assemble(world);
    const open = (work: Task['work']) => world.tasks(work).filter((each) => !isEnded(each));
    const seamsInto = () => open('render-seam').map(({ sceneId }) => sceneId);
    const settle = (index: number) => {
      const task = open('conform-clip').find(({ sceneId }) => sceneId === sceneAt(world, index).id);
      const input = task && world.claim(task.id, task.attempt);
      if (!task || input?.work !== 'conform-clip') throw new Error('no segment');
      world.settle(task, { type: 'done', result: resultOf({ ...input, seam: null }, task) });
    };
    expect(open('conform-clip')).toHaveLength(6);
    expect(seamsInto()).toEqual([]);
    settle(1);
    expect(seamsInto()).toEqual(atOnce.map((index) => sceneAt(world, index).id));
    settle(2);
    expect(seamsInto()).toEqual([2, 3].map((index) => sceneAt(world, index).id));
    world.runAll();
    expect(newFilm(world)?.segments).toHaveLength(11);
  });

  it('out of a still waits for nothing, since none of its frames are stored', () => {
    const world = pictured(1, { settings: BLENDS });
    judge(world, 'approved', ...scenes(world).map(({ imageId }) => imageId ?? ''));
    world.granted('start-stage', {
      stage: 'assemble_video',
      sceneIds: null,
      order: { missing: 'still-motion' },
    });
    const ended = world.tasks('conform-clip').filter(isEnded);
    expect([ended.length, world.tasks('render-seam').length]).toEqual([0, scenes(world).length - 1]);
    world.runAll();
    expect(newFilm(world)).toMatchObject({ status: 'succeeded' });
  });

  it('waits for no film: two approved clips are enough, and the film finds it there', () => {
    const world = pictured(1, { settings: BLENDS });
    judge(world, 'approved', ...scenes(world).map(({ imageId }) => imageId ?? ''));
    world.granted('start-stage', { stage: 'generate_clips', sceneIds: null });
    world.runAll();
    expect(world.tasks('render-seam')).toEqual([]);
    judge(world, 'approved', sceneAt(world, 0).clipId ?? '');
    expect(world.tasks('render-seam')).toEqual([]);
    judge(world, 'approved', sceneAt(world, 1).clipId ?? '');
    expect(world.tasks('render-seam')).toMatchObject([{ sceneId: sceneAt(world, 1).id, jobId: null }]);
    judge(world, 'approved', ...scenes(world).map(({ clipId }) => clipId ?? ''));
    world.runAll();
    const seams = world.state.seam.size;
    expect(rendered(world, () => {})).toEqual({ segments: 0, seams: 0, films: 1 });
    expect(seams).toBe(scenes(world).length - 1);
  });

  it('is given both pictures as the segments beside it are, and where these have its frames stored', () => {
    const world = filmed({ settings: { ...BLENDS, fill: 'blur' } });
    edit(world, 1, { transition: { kind: 'wipe-left', seconds: 0.2 }, clipInSeconds: 1 });
    assemble(world);
    resize(world, 1, 33e6);
    const open = (work: Task['work']) => world.tasks(work).filter((each) => !isEnded(each));
    expect(open('render-seam')).toEqual([]);
    const bodies = open('conform-clip').map((task) => {
      const input = world.claim(task.id, task.attempt);
      if (input?.work !== 'conform-clip') throw new Error('no segment');
      world.settle(task, { type: 'done', result: resultOf(input, task) });
      return { ...input, sceneId: task.sceneId };
    });
    const inputs = open('render-seam').map(({ id, attempt }) => world.claim(id, attempt));
    const [from, into] = [sceneAt(world, 0), sceneAt(world, 1)];
    const clip = (scene: typeof from) => takesOf(world, 'clip', scene.id)[0];
    const how = { fill: 'blur', short: 'hold', motion: null };
    expect(inputs[0]).toMatchObject({
      blend: 'wipe-left',
      frames: 5,
      outgoing: {
        fromFrame: into.startFrame - 3,
        picture: { ...how, key: clip(from)?.key, inSeconds: 0, frames: into.startFrame + 2 },
      },
      incoming: { fromFrame: 0, picture: { ...how, key: clip(into)?.key, inSeconds: 1 } },
    });
    const [input] = inputs;
    if (input?.work !== 'render-seam') throw new Error('no seam');
    const bodyOf = (scene: typeof from) => bodies.find(({ sceneId }) => sceneId === scene.id);
    expect(bodyOf(into)).toMatchObject({ picture: input.incoming.picture, fromFrame: 5 });
    const frames = { fromFrame: input.outgoing.fromFrame, frames: 5 };
    expect(bodyOf(from)?.handles).toEqual([{ ...frames, outputKey: input.outgoing.handleKey }]);
    expect(bodyOf(into)?.handles[0]).toEqual({
      fromFrame: 0,
      frames: 5,
      outputKey: input.incoming.handleKey,
    });
  });

  it('is rendered once, however often its end is reported', () => {
    const world = filmed({ settings: BLENDS }, 30, seamsAlone);
    const [task] = world.tasks('render-seam');
    const before = world.state;
    world.settle(task ?? { id: '', attempt: 1 }, { type: 'failed', failure });
    world.settle(task ?? { id: '', attempt: 1 }, {
      type: 'done',
      result: { work: 'render-seam', frames: 1, black: [] },
    });
    expect(world.state.seam).toEqual(before.seam);
    expect(world.state.task).toEqual(before.task);
  });

  it('that cannot be made fails the film with its reason; a cut there makes it, and so may another try', () => {
    for (const remedy of ['cut', 'again'] as const) {
      const world = filmed({ settings: { sceneCount: 6 } });
      edit(world, 3, { transition: CROSSFADE });
      const job = assemble(world);
      world.runAll((task, input) =>
        task.work === 'render-seam' ? { type: 'failed', failure } : seamsAlone(task, input),
      );
      expect(world.state.job.get(job.id)).toMatchObject({
        status: 'failed',
        failure: { code: 'transition-failed', message: expect.stringContaining('from scene 3 to 4') },
      });
      expect(world.state.job.get(job.id)?.failure?.message).toContain('FFmpeg stopped.');
      if (remedy === 'cut') edit(world, 3, { transition: null });
      assemble(world);
      world.runAll();
      expect(world.job('assemble_video').status).toBe('succeeded');
      expect(newFilm(world)?.segments).toHaveLength(remedy === 'cut' ? 6 : 7);
    }
  });

  it('that was canceled with its film is left alone until the next film asks for it', () => {
    const world = filmed({ settings: BLENDS });
    settings({ transition: { ...CROSSFADE, kind: 'wipe-up' } })(world);
    // Without the eager ones, that no job has: they are let run.
    world.runAll();
    settings({ resolution: '1080p' })(world);
    const job = assemble(world);
    world.granted('cancel-job', { jobId: job.id });
    expect(world.tasks().filter((task) => !isEnded(task))).toEqual([]);
    expect(rendered(world, () => {})).toEqual({ segments: 6, seams: 5, films: 1 });
  });

  it('is no longer made where another one takes its place', () => {
    const world = filmed({ settings: BLENDS }, 30, seamsAlone);
    edit(world, 2, { transition: { ...CROSSFADE, kind: 'wipe-up' } });
    edit(world, 2, { transition: { ...CROSSFADE, kind: 'wipe-down' } });
    const open = world.tasks('render-seam').slice(5);
    expect(open.map(({ status }) => status)).toEqual(['canceled', 'queued']);
  });
});

describe('what a film is told of', () => {
  it('says which transitions were too long and which clips too short', () => {
    const world = filmed({ settings: { sceneCount: 6 } });
    edit(world, 2, { transition: { kind: 'crossfade', seconds: 5 } });
    edit(world, 4, { clipInSeconds: 3 });
    assemble(world);
    world.runAll();
    const { notes } = world.job('assemble_video');
    expect(notes).toEqual([
      'The transition into scene 3 is shorter than asked for: the scenes beside it are too short.',
      expect.stringMatching(/^The clip of scenes .*5.* is too short; its last frame is held\.$/),
    ]);
  });

  it('asks the clip model for the frames of the seams as well, where it makes such clips', () => {
    const seconds = (transition: Transition) => {
      const world = filmed({ settings: { sceneCount: 6, transition } });
      return takesOf(world, 'clip', sceneAt(world, 2).id)[0]?.requestedSeconds ?? 0;
    };
    expect(seconds({ kind: 'cut', seconds: 1 })).toBe(5);
    expect(seconds(CROSSFADE)).toBeGreaterThanOrEqual(5.5);
  });
});

describe('editors who do not know of each other', () => {
  it.each<[string, 'scenes' | 'project', (world: World) => void]>([
    ['a transition', 'scenes', (world) => edit(world, 1, { transition: CROSSFADE })],
    ['its length', 'scenes', (world) => edit(world, 1, { transition: { kind: 'cut', seconds: 2 } })],
    ['an in-point', 'scenes', (world) => edit(world, 1, { clipInSeconds: 1 })],
    ["the project's transition", 'project', settings({ transition: { kind: 'wipe-up', seconds: 0.5 } })],
    ['the fill', 'project', settings({ fill: 'crop' })],
    ['what short clips do', 'project', settings({ shortClips: { mode: 'slow', slowestSpeed: 0.5 } })],
    ['the artist', 'project', (world) => world.do('update-project', { artist: 'a', settings: {} })],
  ])('notice each other by the tag: %s', (_, of, change) => {
    const world = filmed({ settings: { sceneCount: 2 } }, 10);
    const before = editTag(world.state, { of });
    change(world);
    expect(editTag(world.state, { of })).not.toBe(before);
  });
});

describe('rows of earlier days', () => {
  it('are read with what they could not say', () => {
    const world = filmed({ settings: { sceneCount: 2 } }, 10);
    const [project, scene, film, clip] = [
      [...world.state.project.values()][0],
      sceneAt(world, 0),
      newFilm(world),
      takesOf(world, 'clip', sceneAt(world, 0).id)[0],
    ];
    if (!project || !film || !clip?.segment) throw new Error('the world is not what it should be');
    const { artist, settings: present, ...oldProject } = project;
    const { fill, shortClips, transition: way, ...oldSettings } = present;
    expect(Project.parse({ ...oldProject, settings: oldSettings })).toEqual(project);
    const { transition, clipInSeconds, ...oldScene } = scene;
    expect(Scene.parse(oldScene)).toEqual(scene);
    const oldSegments = film.segments.map(({ seam, ...segment }) => segment);
    expect(Film.parse({ ...film, segments: oldSegments })).toEqual(film);
    const { recipe, ...oldSegment } = clip.segment;
    expect(Segment.parse(oldSegment)).toMatchObject({ recipe: null });
    expect([artist, fill, shortClips, way, transition, clipInSeconds]).toEqual([
      null,
      'auto',
      { mode: 'hold', slowestSpeed: 0.5 },
      { kind: 'cut', seconds: 0.5 },
      null,
      0,
    ]);
    expect(recipe).not.toBeNull();
    expect(isRefusal(world.do('update-project', { settings: {} }))).toBe(false);
  });
});
