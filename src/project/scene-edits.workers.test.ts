import { evictDurableObject } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { isRefusal } from '#domain/pipeline/refusal.ts';
import { granted, OWNER, type TestProject } from './testing/harness.ts';
import { withStoryboard } from './testing/storyboard.ts';

/** A song of 12 s and a storyboard of three scenes. */
const threeScenes = () =>
  withStoryboard(
    12,
    [0, 4, 8].map((at) => ({ startSeconds: at, endSeconds: at + 4, title: `at ${at}` })),
  );

async function read({ rpc }: TestProject) {
  const answer = await rpc.views(OWNER, ['scene', 'edit']);
  if (isRefusal(answer)) throw new Error(answer.code);
  return answer.views;
}

/** Everything that Postgres is to be told of scenes; acknowledged at once. */
async function record({ rpc }: TestProject) {
  const rows = await rpc.unrecorded(500);
  await rpc.acknowledge(rows.map(({ entity: { kind, id }, revision }) => ({ kind, id, revision })));
  return rows.filter(({ entity }) => entity.kind === 'scene');
}

it('undoes and redoes what an object did before it was away', async () => {
  const project = await threeScenes();
  const { scene: before } = await read(project);
  const sceneId = before[1]?.id ?? '';
  const edit = { type: 'delete', sceneId, close: 'both', snap: false } as const;
  await granted(project.rpc, 'edit-storyboard', { edit, editedBy: 'me' });
  const { scene: after } = await read(project);
  await evictDurableObject(project.stub);
  await granted(project.rpc, 'undo-edit', null);
  await evictDurableObject(project.stub);
  const restored = await read(project);
  expect(restored.scene.map(({ updatedAt: _, ...scene }) => scene)).toEqual(
    before.map(({ updatedAt: _, ...scene }) => scene),
  );
  expect(restored.edit).toMatchObject([{ type: 'delete', editedBy: 'me', undone: true }]);
  await granted(project.rpc, 'redo-edit', null);
  expect((await read(project)).scene.map(({ id }) => id)).toEqual(after.map(({ id }) => id));
});

it('tells Postgres of a scene that came back, under a revision that counts on', async () => {
  const project = await threeScenes();
  const { scene } = await read(project);
  const sceneId = scene[1]?.id ?? '';
  await record(project);
  const edit = { type: 'delete', sceneId, close: 'both', snap: false } as const;
  await granted(project.rpc, 'edit-storyboard', { edit, editedBy: 'me' });
  const gone = (await record(project)).find(({ entity }) => entity.id === sceneId);
  expect(gone).toMatchObject({ deleted: true });
  // What is acknowledged is forgotten but for its number: an object that wakes up finds no scene in it.
  expect(await record(project)).toEqual([]);
  await evictDurableObject(project.stub);
  expect((await read(project)).scene).toHaveLength(2);
  await granted(project.rpc, 'undo-edit', null);
  const back = (await record(project)).find(({ entity }) => entity.id === sceneId);
  expect(back).toMatchObject({ deleted: false, entity: { title: 'at 4' } });
  expect(back?.revision).toBeGreaterThan(gone?.revision ?? Number.POSITIVE_INFINITY);
});

it('answers a step that is sent twice with one key once', async () => {
  const project = await threeScenes();
  const { scene } = await read(project);
  const edit = { type: 'split', sceneId: scene[0]?.id ?? '', atSeconds: 2, snap: false } as const;
  const mark = { key: 'k', requestHash: 'h' };
  const once = await project.rpc.execute(OWNER, 'edit-storyboard', { edit, editedBy: 'me' }, mark);
  const twice = await project.rpc.execute(OWNER, 'edit-storyboard', { edit, editedBy: 'me' }, mark);
  expect(twice).toEqual({ reply: once.reply, replayed: true });
  expect((await read(project)).scene).toHaveLength(4);
});
