import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { scenesTag } from '#domain/pipeline/edit-tags.ts';
import { isRefusal } from '#domain/pipeline/refusal.ts';
import { granted, OWNER, type TestProject } from './testing/harness.ts';
import { withStoryboard } from './testing/storyboard.ts';

/** A song of 8 s and a storyboard of one scene. */
const oneScene = () => withStoryboard(8, [{ startSeconds: 0, endSeconds: 8, title: 'all' }]);

async function read({ rpc }: TestProject) {
  const answer = await rpc.views(OWNER, ['scene']);
  if (isRefusal(answer)) throw new Error(answer.code);
  return { seq: answer.seq, scenes: answer.views.scene, tag: scenesTag(answer.views.scene) };
}

describe('editors who come at the same moment', () => {
  it('lose no edit: one is granted, the others read again and merge', async () => {
    const project = await oneScene();
    const names = ['a', 'b', 'c', 'd', 'e'];
    const tries = await Promise.all(
      names.map(async (name) => {
        for (let round = 1; ; round += 1) {
          const { scenes, tag } = await read(project);
          const wanted = scenes.map((scene) => ({ ...scene, theme: `${scene.theme}${name}` }));
          const expects = { of: 'scenes' as const, tags: [tag] };
          const { reply } = await project.rpc.execute(OWNER, 'put-scenes', { scenes: wanted }, null, expects);
          if (!isRefusal(reply)) return round;
          expect(reply.code).toBe('precondition-failed');
        }
      }),
    );
    expect([...((await read(project)).scenes[0]?.theme ?? '')].sort()).toEqual(names);
    expect(Math.max(...tries)).toBeGreaterThan(1);
  });

  it('are refused without a trace, also by an object that was away meanwhile', async () => {
    const project = await oneScene();
    const before = await read(project);
    await evictDurableObject(project.stub);
    const put = (tags: readonly string[] | 'missing', title: string) =>
      project.rpc.execute(
        OWNER,
        'put-scenes',
        { scenes: before.scenes.map((scene) => ({ ...scene, title })) },
        null,
        { of: 'scenes', tags },
      );
    expect((await put('missing', 'x')).reply).toMatchObject({
      code: 'precondition-required',
      tag: before.tag,
    });
    expect((await put(['other'], 'x')).reply).toMatchObject({ code: 'precondition-failed', tag: before.tag });
    expect(await read(project)).toEqual(before);
    expect((await put([before.tag], 'new')).reply).toMatchObject([{ title: 'new' }]);
    await evictDurableObject(project.stub);
    expect((await read(project)).scenes).toMatchObject([{ id: before.scenes[0]?.id, title: 'new' }]);
  });

  it('leave a removed scene as a tombstone for Postgres and an event for who listens', async () => {
    const project = await oneScene();
    const { scenes, seq } = await read(project);
    await granted(project.rpc, 'put-scenes', {
      scenes: [{ startSeconds: 0, endSeconds: 8, title: 'other' }],
    });
    const rows = (await project.rpc.unrecorded(50)).filter(({ entity }) => entity.kind === 'scene');
    expect(rows.map(({ entity, deleted }) => [entity.id === scenes[0]?.id, deleted]).sort()).toEqual([
      [false, false],
      [true, true],
    ]);
    const events = await runInDurableObject(project.stub, (_, state) =>
      state.storage.sql
        .exec<{ type: string }>('select type from events where seq > ? order by seq', seq)
        .toArray()
        .map(({ type }) => type),
    );
    expect(events).toEqual(['scene.updated', 'edit.updated', 'scene.removed']);
  });
});
