import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childrenOf, runs } from '#container/testing/children.ts';
import { FileServer } from '#container/testing/file-server.ts';
import { clicks, clip, FAST_H264, MediaFolder } from '#container/testing/make-media.ts';
import { MediaProcess } from '#container/testing/media-process.ts';
import { pictureOf } from '#container/testing/picture.ts';
import { openProcessFolder } from './files/work-folder.ts';

const files = new FileServer();
let folder: MediaFolder;

beforeAll(async () => {
  folder = await MediaFolder.open();
  await files.start();
  files.give('/clip.mp4', await folder.make('clip.mp4', [...clip('64x36', '24', 0.5), ...FAST_H264]));
  files.give('/song.mp3', await folder.make('song.mp3', clicks(1)));
}, 30_000);

afterAll(async () => {
  await files.stop();
  await folder.remove();
});

function conform(path: string, frames: number) {
  return {
    ...{ kind: 'conform', picture: pictureOf(files.url('/clip.mp4'), frames), fromFrame: 0, frames },
    ...{ width: 1280, height: 720, frameRate: { numerator: 24, denominator: 1 } },
    output: { url: files.url(path), contentType: 'video/mp4' },
  };
}

const LONG = 100_000;

/** The programs of a service, once it has some. */
async function programsOf(media: MediaProcess): Promise<number[]> {
  return expect
    .poll(() => childrenOf(media.pid), { timeout: 20_000 })
    .not.toEqual([])
    .then(() => childrenOf(media.pid));
}

const foldersIn = async (work: string) => (await readdir(folder.at(work))).sort();

describe('what is killed half-way', { timeout: 60_000 }, () => {
  it('FFmpeg: the job fails and may be repeated, nothing is stored, the next job runs', async () => {
    const media = await MediaProcess.start(folder.at('programs'));
    try {
      await media.submit({ id: 'shot', spec: conform('/shot.mp4', LONG) });
      for (const pid of await programsOf(media)) process.kill(pid, 'SIGKILL');
      const view = (await media.events('shot')).at(-1);
      expect(view).toMatchObject({ status: 'failed', error: { code: 'internal' } });
      expect((await media.run('after', conform('/after.mp4', 12))).error).toBeNull();
      const [own] = await foldersIn('programs');
      await expect.poll(() => foldersIn(`programs/${own}`)).toEqual(['made']);
    } finally {
      await media.stop();
    }
    expect([files.stored.has('/shot.mp4'), files.stored.has('/after.mp4')]).toEqual([false, true]);
  });

  it('the service: its programs go with it, and its next start clears up and does the job anew', async () => {
    const first = await MediaProcess.start(folder.at('service'));
    await first.submit({ id: 'again', spec: conform('/again.mp4', LONG) });
    const programs = await programsOf(first);
    const left = await foldersIn('service');
    await first.kill();
    await expect.poll(() => programs.filter(runs), { timeout: 10_000 }).toEqual([]);
    expect(await foldersIn('service'), 'nobody could clear up').toEqual(left);

    const second = await MediaProcess.start(folder.at('service'));
    try {
      expect(await foldersIn('service')).toHaveLength(1);
      expect(await foldersIn('service')).not.toEqual(left);
      expect((await second.request('/jobs/again')).status).toBe(404);
      expect((await second.run('again', conform('/again.mp4', 12))).result).toMatchObject({ frames: 12 });
    } finally {
      await second.stop();
    }
    expect(files.requests.filter((request) => request === 'PUT /again.mp4')).toHaveLength(1);
  });

  it.each(['kill', 'cancel'] as const)('a PUT (by %s): nothing lies under its key', async (how) => {
    const path = `/put-${how}.mp4`;
    files.misbehaviour.set(path, { hang: true });
    const media = await MediaProcess.start(folder.at(`put-${how}`));
    await media.submit({ id: 'put', spec: conform(path, 48) });
    await expect.poll(() => files.requests, { timeout: 30_000 }).toContain(`PUT ${path}`);
    if (how === 'kill') await media.kill();
    else {
      await media.request('/jobs/put', { method: 'DELETE' });
      expect((await media.events('put')).at(-1)?.status).toBe('canceled');
      await media.stop();
    }
    files.misbehaviour.delete(path);
    await expect.poll(() => files.openRequests).toBe(0);
    expect(files.stored.has(path)).toBe(false);
  });
});

describe('folders of services that died', { timeout: 30_000 }, () => {
  it('go at the next start, also where their id is our own or was given to another program', async () => {
    const parent = folder.at('parent');
    const sleeper = spawn('sleep', ['60']);
    const dead = spawn('true');
    await once(dead, 'exit');
    const living = await MediaProcess.start(parent);
    const [kept] = await readdir(parent);
    const names = [process.pid, sleeper.pid, dead.pid].map((pid) => `omvee-media-${pid}-abcdef`);
    for (const name of [...names, 'a-users-folder'])
      await mkdir(`${parent}/${name}/job-x`, { recursive: true });
    try {
      const own = await openProcessFolder(parent, 'server.ts');
      const expected = ['a-users-folder', kept, own.split('/').at(-1)];
      expect((await readdir(parent)).sort()).toEqual(expected.sort());
    } finally {
      sleeper.kill();
      await living.stop();
    }
  });
});
