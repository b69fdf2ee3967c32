import { describe, expect, it } from 'vitest';
import type { Film } from '#contracts/entities/index.ts';
import type { SongSection } from '#contracts/media-jobs/analyze-song.ts';
import { scenesInChorus } from '#domain/film/chorus.ts';
import { viewsOf } from '#domain/views/views.ts';
import { filmed, judge, pictured, sceneAt, scenes } from './testing/films.ts';
import { World } from './testing/world.ts';

const failure = { code: 'input-unreadable', message: 'It cannot be read.', retryable: false };

function filmOf(world: World): Film {
  const film = [...world.state.film.values()].at(-1);
  if (!film) throw new Error('there is no film');
  return film;
}

const lastJob = (world: World) => world.job('make_pictures');

describe('the poster', () => {
  it('is the brightest of the middles of the scenes, and says which that was', () => {
    const world = filmed();
    const film = filmOf(world);
    const [task] = world.tasks('make-poster');
    expect(task?.sceneIds).toEqual(scenes(world).map(({ id }) => id));
    expect(film.posterSceneId).toBe(sceneAt(world, 0).id);
    expect(film.posterKey).toBe(`projects/${film.projectId}/films/${film.id}/posters/${task?.id}.jpg`);
  });

  it('is of the scene that the film was asked for with', () => {
    const world = filmed();
    const { id } = sceneAt(world, 1);
    world.granted('start-stage', { stage: 'assemble_video', sceneIds: null, order: { posterSceneId: id } });
    const task = world.tasks('make-poster').at(-1);
    const body = filmOf(world).segments.find(({ sceneId }) => sceneId === id);
    expect(world.claim(task?.id ?? '', 1)).toMatchObject({
      candidates: [{ key: body?.key, frame: Math.floor((body?.frames ?? 0) / 2) }],
    });
    world.settle(task ?? { id: '', attempt: 1 }, {
      type: 'done',
      result: { work: 'make-poster', chosen: 0 },
    });
    world.runAll();
    expect(filmOf(world)).toMatchObject({ posterWish: id, posterSceneId: id });
  });

  it('is of the scene that the run was asked for with, whatever that makes before', () => {
    const world = filmed();
    const { id } = sceneAt(world, 1);
    world.granted('put-prompt', { sceneId: id, edit: { text: 'A lighthouse' } });
    const wish = { approvals: 'automatic', posterSceneId: id } as const;
    const { jobs } = world.granted('start-run', { until: 'assemble_video', ...wish });
    const wishes = jobs.map(({ stage, order }) => [stage, order.posterSceneId]);
    expect(wishes).toEqual([
      ['generate_images', null],
      ['generate_clips', null],
      ['assemble_video', id],
    ]);
    world.runAll();
    expect(filmOf(world)).toMatchObject({ status: 'succeeded', posterWish: id, posterSceneId: id });
  });

  it('of a scene that is not there is refused with its field, and nothing is begun', () => {
    const world = filmed();
    const posterSceneId = world.newId();
    const { state } = world;
    const replies = [
      world.do('start-stage', { stage: 'assemble_video', sceneIds: null, order: { posterSceneId } }),
      world.do('start-run', { until: 'assemble_video', approvals: 'automatic', posterSceneId }),
      world.do('make-animatic', { posterSceneId }),
    ];
    for (const reply of replies)
      expect(reply).toMatchObject({ code: 'scene-not-found', errors: [{ pointer: '/posterSceneId' }] });
    expect(world.state).toBe(state);
  });

  it('can be changed without joining the film again, and back', () => {
    const world = filmed();
    const { id: videoId, posterKey } = filmOf(world);
    const sceneId = sceneAt(world, 1).id;
    world.granted('set-poster', { videoId, sceneId });
    world.runAll();
    expect(filmOf(world)).toMatchObject({ id: videoId, posterSceneId: sceneId });
    expect(filmOf(world).posterKey).not.toBe(posterKey);
    expect(world.tasks('assemble-film')).toHaveLength(1);
    world.granted('set-poster', { videoId, sceneId });
    expect(world.tasks('make-poster')).toHaveLength(2);
    expect(lastJob(world)).toMatchObject({ status: 'succeeded', total: 1 });
    world.granted('set-poster', { videoId, sceneId: null });
    world.runAll();
    expect(filmOf(world).posterSceneId).toBe(sceneAt(world, 0).id);
  });

  it('that is changed while another one is made is the one asked for last', () => {
    const world = filmed();
    const { id: videoId } = filmOf(world);
    const [first, second] = [sceneAt(world, 0).id, sceneAt(world, 1).id];
    world.granted('set-poster', { videoId, sceneId: first });
    const slow = world.tasks('make-poster').at(-1);
    world.claim(slow?.id ?? '', 1);
    world.granted('set-poster', { videoId, sceneId: second });
    world.settle(slow ?? { id: '', attempt: 1 }, {
      type: 'done',
      result: { work: 'make-poster', chosen: 0 },
    });
    world.runAll();
    expect(filmOf(world)).toMatchObject({ posterWish: second, posterSceneId: second });
  });

  it('of a scene that the film does not show is refused', () => {
    const world = filmed();
    const { id: videoId } = filmOf(world);
    expect(world.do('set-poster', { videoId, sceneId: world.newId() })).toMatchObject({
      code: 'scene-not-found',
    });
    expect(world.do('set-poster', { videoId: world.newId(), sceneId: null })).toMatchObject({
      code: 'take-not-found',
    });
  });
});

describe('the scenes of a chorus', () => {
  const section = (kind: SongSection['kind'], startSeconds: number, endSeconds: number) => ({
    kind,
    label: kind,
    startSeconds,
    endSeconds,
    energy: 0.5,
  });
  const rate = { numerator: 24, denominator: 1 };

  it('are those whose middles are in it, seams counted and left out', () => {
    const world = filmed({ settings: { transition: { kind: 'crossfade', seconds: 1 } } });
    const film = filmOf(world);
    const all = scenes(world);
    const [first, second] = all;
    if (!first || !second) throw new Error('there are two scenes at least');
    const cut = second.startFrame / 24;
    const heard = [section('verse', 0, cut), section('chorus', cut, second.endFrame / 24)];
    expect(scenesInChorus(film, heard, rate).map(({ sceneId }) => sceneId)).toEqual([second.id]);
    const whole = [section('chorus', 0, film.durationSeconds)];
    expect(scenesInChorus(film, whole, rate)).toHaveLength(all.length);
  });

  it('are none where there is none, or nobody knows', () => {
    const film = filmOf(filmed());
    expect(scenesInChorus(film, [], rate)).toEqual([]);
    expect(scenesInChorus(film, [section('verse', 0, 99)], rate)).toEqual([]);
  });
});

describe('a storyboard sheet', () => {
  it('shows each scene by its clip, else by its still, and is drawn once', () => {
    const world = pictured();
    const [first, ...others] = scenes(world);
    judge(world, 'approved', first?.imageId ?? '');
    world.granted('start-stage', { stage: 'generate_clips', sceneIds: [first?.id ?? ''] });
    world.runAll();
    const job = world.granted('make-sheet', null);
    expect(world.granted('make-sheet', null).id).toBe(job.id);
    world.runAll();
    const [sheet] = world.state.sheet.values();
    expect(sheet).toMatchObject({ status: 'succeeded', columns: 2, sizeBytes: 300 });
    expect(sheet?.cells.map(({ takeKind, startSeconds }) => [takeKind, startSeconds])).toEqual([
      ['clip', 0],
      ...others.map(({ startFrame }) => ['image', startFrame / 24]),
    ]);
    world.granted('make-sheet', null);
    expect(world.tasks('make-sheet')).toHaveLength(1);
    expect(lastJob(world).status).toBe('succeeded');
  });

  it('is another one where it shows something else, and the same again where that is undone', () => {
    const world = filmed();
    world.granted('make-sheet', null);
    world.runAll();
    const [sheet] = world.state.sheet.values();
    const { id, clipId } = sceneAt(world, 0);
    judge(world, 'rejected', clipId ?? '');
    world.granted('make-sheet', null);
    world.runAll();
    expect([...world.state.sheet.values()].at(-1)?.cells[0]).toMatchObject({
      sceneId: id,
      takeKind: 'image',
    });
    judge(world, 'approved', clipId ?? '');
    world.granted('make-sheet', null);
    expect(world.tasks('make-sheet')).toHaveLength(2);
    expect([...world.state.sheet.values()].at(-1)?.key).toBe(sheet?.key);
  });

  it('is refused where there is nothing to show of a scene', () => {
    const world = new World();
    expect(world.do('make-sheet', null)).toMatchObject({ code: 'scenes-missing' });
    const early = pictured();
    const { id, imageId } = sceneAt(early, 1);
    judge(early, 'rejected', imageId ?? '');
    expect(early.do('make-sheet', null)).toMatchObject({ code: 'images-missing', sceneIds: [id] });
  });

  it('that failed is drawn anew when its job is retried', () => {
    const world = filmed();
    const job = world.granted('make-sheet', null);
    world.runAll(() => ({ type: 'failed', failure }));
    expect(world.state.job.get(job.id)).toMatchObject({ status: 'failed', failures: [failure] });
    world.granted('retry-job', { jobId: job.id });
    world.runAll();
    expect([...world.state.sheet.values()].map(({ status }) => status)).toEqual(['failed', 'succeeded']);
  });
});

describe('thumbnails', () => {
  const takes = (world: World) => [...world.state.image.values(), ...world.state.clip.values()];

  it('are made of all takes by one job, and of each take once', () => {
    const world = filmed();
    world.granted('make-thumbnails', null);
    world.granted('make-thumbnails', null);
    expect(world.tasks('make-thumbnails')).toHaveLength(1);
    world.runAll();
    for (const take of takes(world))
      expect(take.thumbnailKey).toBe(`projects/${take.projectId}/thumbnails/${take.id}.jpg`);
    world.granted('make-thumbnails', null);
    expect(world.tasks('make-thumbnails')).toHaveLength(1);
    expect(lastJob(world).status).toBe('succeeded');
  });

  it('show a scene by its selected clip, else by its image', () => {
    const world = filmed();
    const shown = () => viewsOf(world.state, 'scene').map(({ thumbnailTakeId }) => thumbnailTakeId);
    expect(shown()).toEqual(scenes(world).map(() => null));
    world.granted('make-thumbnails', null);
    world.runAll();
    expect(shown()).toEqual(scenes(world).map(({ clipId }) => clipId));
    const clip = world.state.clip.get(sceneAt(world, 1).clipId ?? '');
    if (!clip) throw new Error('there is no clip');
    const bare = { ...clip, thumbnailKey: null };
    world.state = { ...world.state, clip: new Map([...world.state.clip, [clip.id, bare]]) };
    expect(shown()[1]).toBe(sceneAt(world, 1).imageId);
  });

  it('are made of all other takes where the file of one is broken', () => {
    const world = filmed();
    const broken = takes(world)[1]?.id ?? '';
    const job = world.granted('make-thumbnails', null);
    world.runAll(({ takeIds }) => (takeIds.includes(broken) ? { type: 'failed', failure } : null));
    expect(takes(world).filter(({ thumbnailKey }) => thumbnailKey === null)).toMatchObject([{ id: broken }]);
    expect(world.state.job.get(job.id)).toMatchObject({ status: 'partial', failed: 1 });
  });
});

describe('an animatic', () => {
  it('is joined from the stills before there is a clip, and is not the film', () => {
    const world = pictured();
    const job = world.granted('make-animatic', { posterSceneId: null });
    world.runAll();
    const film = filmOf(world);
    expect(film).toMatchObject({ purpose: 'animatic', status: 'succeeded', degraded: [] });
    expect(film.segments.map(({ takeId }) => takeId)).toEqual(scenes(world).map(({ imageId }) => imageId));
    expect(film.segments.reduce((sum, { frames }) => sum + frames, 0)).toBe(film.frames);
    expect(world.state.job.get(job.id)?.status).toBe('succeeded');
    const [project] = world.state.project.values();
    expect(project?.filmId).toBeNull();
    expect(world.paidClaims.some((key) => key.startsWith('create-clip'))).toBe(false);
  });

  it('shows the stills also where there are clips, and leaves the film the project’s', () => {
    const world = filmed();
    const { id } = filmOf(world);
    world.granted('make-animatic', { posterSceneId: null });
    world.runAll();
    expect(filmOf(world).segments.every(({ takeKind }) => takeKind === 'image')).toBe(true);
    const [project] = world.state.project.values();
    expect(project?.filmId).toBe(id);
  });

  it('and a film with transitions are made side by side', () => {
    const world = filmed({ settings: { transition: { kind: 'crossfade', seconds: 0.5 } } });
    world.granted('update-project', { settings: { transition: { kind: 'dip-to-black', seconds: 0.5 } } });
    world.granted('start-stage', { stage: 'assemble_video', sceneIds: null });
    world.granted('make-animatic', { posterSceneId: null });
    world.runAll();
    const [, ...both] = world.state.film.values();
    expect(both.map(({ purpose, status }) => [purpose, status]).sort()).toEqual([
      ['animatic', 'succeeded'],
      ['film', 'succeeded'],
    ]);
    expect(both.every(({ segments }) => segments.some(({ seam }) => seam !== null))).toBe(true);
  });

  it('is refused without a still of every scene, and beside another one', () => {
    const world = pictured();
    world.granted('make-animatic', { posterSceneId: null });
    expect(world.do('make-animatic', { posterSceneId: null })).toMatchObject({ code: 'stage-busy' });
    const early = pictured();
    const { id, imageId } = sceneAt(early, 1);
    judge(early, 'rejected', imageId ?? '');
    expect(early.do('make-animatic', { posterSceneId: null })).toMatchObject({
      code: 'images-missing',
      sceneIds: [id],
    });
  });

  it('that failed is made again when its job is retried', () => {
    const world = pictured();
    const job = world.granted('make-animatic', { posterSceneId: null });
    world.runAll(({ work }) => (work === 'assemble-film' ? { type: 'failed', failure } : null));
    expect(world.state.job.get(job.id)?.status).toBe('failed');
    world.granted('retry-job', { jobId: job.id });
    world.runAll();
    expect(filmOf(world)).toMatchObject({ purpose: 'animatic', status: 'succeeded' });
  });
});
