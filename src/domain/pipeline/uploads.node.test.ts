import { describe, expect, it } from 'vitest';
import type { ClipTake, ImageTake, Upload, UploadKind } from '#contracts/entities/index.ts';
import { VIEWS } from '#domain/views/views.ts';
import { stateOf } from './state.ts';
import type { ResultOf } from './task-io.ts';
import { World } from './testing/world.ts';

type Probed = ResultOf<'probe-upload'>;

const PICTURE = {
  codec: 'h264',
  width: 1920,
  height: 1080,
  pixelFormat: 'yuv420p',
  frameRate: { numerator: 25, denominator: 1 },
  frames: 100,
  rotationDegrees: 0,
};
const PROBED: Record<UploadKind, Probed> = {
  song: song(30),
  image: { ...song(0), hasSound: false, video: { ...PICTURE, codec: 'png', frames: 1 } },
  clip: { ...song(20), video: PICTURE },
  reference: { ...song(0), hasSound: false, video: { ...PICTURE, codec: 'png', frames: 1 } },
};

function song(durationSeconds: number): Probed {
  const sound = { codec: 'mp3', sampleRate: 44_100, channels: 2, bitRate: 128_000, hasSound: true };
  return { work: 'probe-upload', format: 'mp3', sizeBytes: 1000, durationSeconds, ...sound, video: null };
}

function open(world: World, purpose: UploadKind, sceneId: string | null, more: Partial<Upload> = {}): Upload {
  const id = world.newId();
  const file = { fileName: 'own', contentType: 'video/mp4', sizeBytes: 1000, key: `uploads/${id}.mp4` };
  return world.granted('open-upload', { id, purpose, sceneId, ...file, ...more });
}

/** Uploads a file of the user's own and has it probed; answers the upload as it ended. */
function bring(
  world: World,
  purpose: UploadKind,
  sceneId: string | null,
  more: Partial<Probed> = {},
): Upload {
  const { id } = open(world, purpose, sceneId);
  world.granted('complete-upload', { uploadId: id });
  const probe = world.tasks('probe-upload').find((task) => task.subjectId === id);
  if (!probe) throw new Error('the upload is not probed');
  world.claim(probe.id, probe.attempt);
  world.settle(probe, { type: 'done', result: { ...PROBED[purpose], ...more } });
  const upload = world.state.upload.get(id);
  if (!upload) throw new Error('the upload is gone');
  return upload;
}

/** A project with two scenes of 8 s and their prompts. */
function withScenes(approvals: 'automatic' | 'manual' = 'automatic'): {
  world: World;
  scenes: [string, string];
} {
  const world = new World({ settings: { sceneCount: 2, approvals } });
  world.upload(16);
  world.granted('start-run', { until: 'generate_prompts', approvals });
  world.runAll();
  const [first = '', second = '', third] = world.state.scene.keys();
  expect(third).toBeUndefined();
  return { world, scenes: [first, second] };
}

const scene = (world: World, id: string) => {
  const found = world.state.scene.get(id);
  if (!found) throw new Error('the scene is gone');
  return found;
};
const approve = (world: World, takeId: string | null) =>
  world.granted('decide-takes', {
    decisions: [{ takeId: takeId ?? '', decision: 'approved', reason: null }],
    decidedBy: 'me',
  });

describe('a file that was probed', () => {
  it.each<[string, UploadKind, Partial<Probed>, string | null]>([
    ['a song', 'song', {}, null],
    ['a song of four hours', 'song', { durationSeconds: 4 * 3600 }, 'song-too-long'],
    ['a song just as long as is taken', 'song', { durationSeconds: 1800 }, null],
    ['an image', 'image', {}, null],
    ['an image of 50 megapixels', 'image', { video: { ...PICTURE, width: 10_000, height: 5_000 } }, null],
    ['an image of more', 'image', { video: { ...PICTURE, width: 10_000, height: 5_001 } }, 'image-too-large'],
    ['a clip', 'clip', {}, null],
    ['a clip of 11 minutes', 'clip', { durationSeconds: 660 }, 'clip-too-long'],
    ['a clip beyond 8K', 'clip', { video: { ...PICTURE, width: 16_000, height: 9_000 } }, 'clip-too-large'],
    ['a clip without a picture', 'clip', { video: null }, 'input-wrong-kind'],
  ])('%s', (_name, kind, found, code) => {
    const { world, scenes } = withScenes();
    const songId = [...world.state.project.values()][0]?.songId;
    const upload = bring(world, kind, kind === 'song' ? null : scenes[0], found);
    expect(upload).toMatchObject(
      code === null
        ? { status: 'ready', failure: null }
        : { status: 'rejected', failure: { code }, takeId: null },
    );
    const takes = world.state.image.size + world.state.clip.size;
    expect(takes).toBe(code === null && kind !== 'song' ? 1 : 0);
    // What was there before is still there where the new one is refused.
    if (code !== null) expect([...world.state.project.values()][0]?.songId).toBe(songId);
  });

  it('names a limit in words that the file can be held against', () => {
    const { world } = withScenes();
    const { failure } = bring(world, 'song', null, { durationSeconds: 4 * 3600 });
    expect(failure?.message).toBe('The song lasts 240 minutes; at most 30 minutes are taken.');
  });

  it('is told as it is shown, turned where the file says so', () => {
    const { world, scenes } = withScenes();
    const { facts } = bring(world, 'clip', scenes[0], { video: { ...PICTURE, rotationDegrees: 90 } });
    expect(facts).toMatchObject({
      width: 1080,
      height: 1920,
      frames: 100,
      durationSeconds: 20,
      hasSound: true,
    });
  });
});

describe('asking for a place', () => {
  it.each<[UploadKind, number]>([
    ['song', 500 * 1024 ** 2],
    ['image', 50 * 1024 ** 2],
    ['clip', 1024 ** 3],
  ])('a %s may have its limit and not a byte more', (purpose, most) => {
    const { world, scenes } = withScenes();
    const sceneId = purpose === 'song' ? null : scenes[0];
    expect(open(world, purpose, sceneId, { sizeBytes: most }).status).toBe('pending');
    const file = { fileName: 'x', contentType: 'x', key: 'x', sizeBytes: most + 1 };
    expect(world.do('open-upload', { id: world.newId(), purpose, sceneId, ...file })).toMatchObject({
      code: 'file-too-large',
    });
  });

  it('for a scene that is not there is refused', () => {
    const { world } = withScenes();
    const file = { fileName: 'x', contentType: 'x', key: 'x', sizeBytes: 1 };
    const input = { id: world.newId(), purpose: 'image' as const, sceneId: world.newId(), ...file };
    expect(world.do('open-upload', input)).toMatchObject({ code: 'scene-not-found' });
  });

  it('keeps the first of two multipart uploads', () => {
    const { world } = withScenes();
    const { id: uploadId } = open(world, 'song', null);
    const begin = (id: string) => world.granted('begin-parts', { uploadId, multipart: { id, partBytes: 5 } });
    expect([begin('a'), begin('b')].map(({ multipart }) => multipart?.id)).toEqual(['a', 'a']);
  });
});

describe('an upload that is never completed', () => {
  it('is given up after a day, and what arrived of it is removed', () => {
    const { world } = withScenes();
    const { id: uploadId } = open(world, 'song', null);
    world.granted('begin-parts', { uploadId, multipart: { id: 'm', partBytes: 5 } });
    const opened = world.now;
    world.now += 3600_000;
    world.granted('renew-upload', { uploadId });
    world.ring();
    expect(world.now - opened).toBe(25 * 3600_000);
    expect(world.state.upload.get(uploadId)).toMatchObject({
      status: 'expired',
      failure: { code: 'upload-expired' },
    });
    const [task] = world.tasks('discard-upload');
    expect(world.claim(task?.id ?? '', 1)).toMatchObject({ multipartId: 'm' });
    for (const type of ['complete-upload', 'renew-upload'] as const)
      expect(world.do(type, { uploadId })).toMatchObject({ code: 'upload-expired' });
  });

  it('is not given up once it was completed, however often that was said', () => {
    const { world } = withScenes();
    const { id: uploadId } = open(world, 'song', null);
    world.granted('complete-upload', { uploadId });
    world.granted('complete-upload', { uploadId });
    expect(world.tasks('probe-upload').filter((task) => task.subjectId === uploadId)).toHaveLength(1);
    world.now += 48 * 3600_000;
    world.do('wake', null);
    expect(world.state.upload.get(uploadId)?.status).not.toBe('expired');
    expect(world.tasks('discard-upload')).toEqual([]);
  });
});

describe("a take of the user's own", () => {
  it('costs nothing, names no model, and is judged like any other', () => {
    const { world, scenes } = withScenes('manual');
    const { takeId, key } = bring(world, 'image', scenes[0]);
    expect(world.state.image.get(takeId ?? '')).toMatchObject({
      source: 'uploaded',
      status: 'succeeded',
      approval: 'pending',
      costUsd: 0,
      model: null,
      seed: null,
      promptId: null,
      key,
    });
    expect(scene(world, scenes[0]).imageId).toBe(takeId);
    approve(world, takeId);
    expect([...world.state.approval.values()]).toMatchObject([{ takeId, decision: 'approved' }]);
  });

  it('is approved by itself where the project or the run that goes on says so', () => {
    const automatic = withScenes('automatic');
    const own = bring(automatic.world, 'image', automatic.scenes[0]);
    expect(automatic.world.state.image.get(own.takeId ?? '')?.approval).toBe('approved');
    const { world, scenes } = withScenes('manual');
    world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
    const second = bring(world, 'clip', scenes[1]);
    expect(world.state.clip.get(second.takeId ?? '')?.approval).toBe('approved');
  });

  it('is what the clip is made from, and no run makes another one', () => {
    const { world, scenes } = withScenes();
    const image = bring(world, 'image', scenes[0]);
    const clip = bring(world, 'clip', scenes[1]);
    world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
    world.runAll();
    expect([...world.state.run.values()].at(-1)?.status).toBe('succeeded');
    expect([...world.state.image.keys()]).toEqual([image.takeId]);
    expect(
      [...world.state.clip.values()].map(({ sceneId, source, imageId }) => [sceneId, source, imageId]),
    ).toEqual([
      [scenes[1], 'uploaded', null],
      [scenes[0], 'generated', image.takeId],
    ]);
    expect(scene(world, scenes[1]).clipId).toBe(clip.takeId);
    const paid = world.paidClaims.length;
    world.granted('start-stage', { stage: 'generate_images', sceneIds: null });
    world.runAll();
    expect(world.paidClaims.length).toBe(paid);
  });

  it('that was rejected is replaced by the next run', () => {
    const { world, scenes } = withScenes();
    const own = bring(world, 'image', scenes[0]);
    world.granted('decide-takes', {
      decisions: [{ takeId: own.takeId ?? '', decision: 'rejected', reason: null }],
      decidedBy: 'me',
    });
    world.granted('start-stage', { stage: 'generate_images', sceneIds: null });
    world.runAll();
    expect(world.state.image.get(scene(world, scenes[0]).imageId ?? '')?.source).toBe('generated');
  });

  it.each([
    ['asked for before it came', null, 'uploaded'],
    ['asked for by name after it came', 'named', 'generated'],
  ] as const)('gives way only to a generated one that was %s', (_name, how, stays) => {
    const { world, scenes } = withScenes();
    const sceneIds = how === null ? null : [scenes[0]];
    if (how === 'named') bring(world, 'image', scenes[0]);
    world.now += 1000;
    world.granted('start-stage', { stage: 'generate_images', sceneIds });
    world.runAll((task) => (task.work === 'create-image' ? { type: 'started', externalId: task.id } : null));
    if (how === null) {
      world.now += 1000;
      bring(world, 'image', scenes[0]);
    }
    for (const task of world.tasks('create-image')) {
      const result = {
        work: 'create-image' as const,
        externalId: task.id,
        sourceUrl: 'https://x.test/a.png',
      };
      world.settle(task, { type: 'done', result });
    }
    world.runAll();
    expect(world.job('generate_images').status).toBe('succeeded');
    expect(world.state.image.get(scene(world, scenes[0]).imageId ?? '')?.source).toBe(stays);
  });

  it('is stale only as a clip that is shorter than its scene', () => {
    const { world, scenes } = withScenes();
    const stale = (take: ImageTake | ClipTake | undefined) => {
      if (!take) throw new Error('no take');
      const view = take.kind === 'image' ? VIEWS.image(take, world.state) : VIEWS.clip(take, world.state);
      return view.stale;
    };
    const image = bring(world, 'image', scenes[0]).takeId ?? '';
    const clip = bring(world, 'clip', scenes[1], { durationSeconds: 8 }).takeId ?? '';
    world.granted('update-project', { settings: { aspectRatio: '9:16', style: 'oil' } });
    expect(stale(world.state.image.get(image))).toBe(false);
    expect(stale(world.state.clip.get(clip))).toBe(false);
    const before = scene(world, scenes[1]);
    const longer = { ...before, startFrame: before.startFrame - 24 };
    const entities = Object.values(world.state).flatMap((map) => [...map.values()]);
    world.state = stateOf(entities.map((entity) => (entity.id === before.id ? longer : entity)));
    expect(stale(world.state.clip.get(clip))).toBe(true);
  });

  it('whose scene is gone is refused, and says so', () => {
    const { world, scenes } = withScenes();
    const { id } = open(world, 'image', scenes[0]);
    world.granted('complete-upload', { uploadId: id });
    const entities = Object.values(world.state).flatMap((map) => [...map.values()]);
    world.state = stateOf(entities.filter((entity) => entity.id !== scenes[0]));
    const probe = world.tasks('probe-upload').find((task) => task.subjectId === id);
    world.claim(probe?.id ?? '', 1);
    world.settle({ id: probe?.id ?? '', attempt: 1 }, { type: 'done', result: PROBED.image });
    expect(world.state.upload.get(id)).toMatchObject({
      status: 'rejected',
      failure: { code: 'scene-not-found' },
    });
    expect(world.state.image.size).toBe(0);
  });
});
