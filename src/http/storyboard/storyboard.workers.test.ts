import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { TaskKind } from '#contracts/entities/index.ts';
import type { TaskResult } from '#domain/pipeline/task-io.ts';
import { probed } from '#domain/pipeline/testing/results.ts';
import { granted, type TestProject } from '#project/testing/harness.ts';
import { tasksOf } from '#project/testing/image-task.ts';
import { deployment, standInForProvider } from '../testing/deployment.ts';
import { storyboarded } from '../testing/storyboarded.ts';
import { SceneWithThumbnail } from './storyboard.routes.ts';

beforeEach(() => standInForProvider());
afterEach(() => vi.restoreAllMocks());

const S3 = { S3_ENDPOINT: 'https://storage.example', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' };
const Listed = z.object({ items: z.array(SceneWithThumbnail) });

/** The newest task of that work ends well. */
async function finish(project: TestProject, work: TaskKind, result: TaskResult): Promise<void> {
  const task = (await tasksOf(project, work)).findLast(({ status }) => status === 'queued');
  const attempt = { taskId: task?.id ?? '', attempt: 1 };
  await granted(project.rpc, 'claim', attempt);
  await granted(project.rpc, 'settle', { ...attempt, outcome: { type: 'done', result } });
}

/** The user's own picture becomes the scene's image; nobody has made a small one of it yet. */
async function giveImage(project: TestProject, sceneId: string): Promise<void> {
  const uploadId = uuidv7();
  const file = { fileName: 'own.png', contentType: 'image/png', sizeBytes: 1000, key: 'uploads/own.png' };
  await granted(project.rpc, 'open-upload', { id: uploadId, purpose: 'image', sceneId, ...file });
  await granted(project.rpc, 'complete-upload', { uploadId });
  const video = { codec: 'png', width: 1280, height: 720, pixelFormat: 'rgb24' };
  const still = { ...video, frameRate: null, frames: 1, rotationDegrees: 0 };
  const song = probed(0);
  if (song.work !== 'probe-upload') throw new Error('not the result of a probe');
  await finish(project, 'probe-upload', { ...song, hasSound: false, video: still });
}

describe('the scenes as they are listed', () => {
  it('have the small picture of what is selected, once there is one', async () => {
    const { send, path, project, sceneId } = await storyboarded(deployment(S3));
    await giveImage(project, sceneId);
    const before = await send('GET', `${path}/scenes`);
    const [bare] = Listed.parse(before.body).items;
    expect(bare).toMatchObject({ imageId: expect.any(String), thumbnailTakeId: null });
    expect(bare).not.toHaveProperty('thumbnailUrl');

    await granted(project.rpc, 'make-thumbnails', null);
    await finish(project, 'make-thumbnails', { work: 'make-thumbnails' });
    const after = await send('GET', `${path}/scenes`);
    const [scene] = Listed.parse(after.body).items;
    expect(scene?.thumbnailTakeId).toBe(bare?.imageId);
    const url = new URL(scene?.thumbnailUrl ?? '');
    expect(url.pathname).toMatch(new RegExp(`/projects/${project.id}/thumbnails/${bare?.imageId}.jpg$`));
    expect(url.searchParams.get('X-Amz-Expires')).toBe('3600');
  });

  it('have an ETag by which they may be edited as they were answered', async () => {
    const { send, path, project, sceneId } = await storyboarded(deployment(S3));
    await giveImage(project, sceneId);
    await granted(project.rpc, 'make-thumbnails', null);
    await finish(project, 'make-thumbnails', { work: 'make-thumbnails' });
    const read = await send('GET', `${path}/scenes`);
    const { items } = Listed.parse(read.body);
    const etag = read.headers.get('etag') ?? '';
    const scenes = items.map((scene) => ({ ...scene, title: 'Another title' }));
    const put = await send('PUT', `${path}/scenes`, { scenes }, { 'if-match': etag });
    expect(put).toMatchObject({ status: 200, body: { items: [{ title: 'Another title' }] } });
    expect(Listed.parse(put.body).items[0]?.thumbnailUrl).toContain('/thumbnails/');
    const late = await send('PUT', `${path}/scenes`, { scenes }, { 'if-match': etag });
    expect(late.status).toBe(412);
  });

  it('are paged with their pictures', async () => {
    const { send, path, project, sceneId } = await storyboarded(deployment(S3));
    const split = { type: 'split', sceneId, atSeconds: 100 };
    await send('POST', `${path}/scenes/edits`, split, { 'if-match': '*' });
    await giveImage(project, sceneId);
    await granted(project.rpc, 'make-thumbnails', null);
    await finish(project, 'make-thumbnails', { work: 'make-thumbnails' });
    const first = await send('GET', `${path}/scenes?limit=1`);
    const [scene] = Listed.parse(first.body).items;
    expect([scene?.id, first.body.nextCursor]).toEqual([sceneId, expect.any(String)]);
    expect(scene?.thumbnailUrl).toBeDefined();
    const second = await send('GET', `${path}/scenes?limit=1&cursor=${first.body.nextCursor}`);
    expect(Listed.parse(second.body).items).toMatchObject([{ index: 1, thumbnailTakeId: null }]);
    expect(second.body.nextCursor).toBeNull();
  });
});
