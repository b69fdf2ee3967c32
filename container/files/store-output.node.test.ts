import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MediaFailure } from '#container/media-failure.ts';
import { FileServer } from '#container/testing/file-server.ts';
import { workContext } from '#container/testing/work-context.ts';
import { storeOutput } from './store-output.ts';

/** Of several parts, the last of them short. */
const BYTES = randomBytes(2_500_000);
const WRONG = new MediaFailure('qc-failed', 'The film is not right.');
const files = new FileServer();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'omvee-store-'));
  await writeFile(join(folder, 'film.mp4'), BYTES);
  await files.start();
});

afterAll(async () => {
  await files.stop();
  await rm(folder, { recursive: true, force: true });
});

function store(path: string, proof: Promise<unknown>, name = 'film.mp4'): Promise<number> {
  return storeOutput(workContext(folder), name, { url: files.url(path), contentType: 'video/mp4' }, proof);
}

describe('a file that is stored while it is looked at', () => {
  it('is there only when it was found right', async () => {
    const proof = Promise.withResolvers<void>();
    const storing = store('/right.mp4', proof.promise);
    await sleep(200);
    expect(files.openRequests, 'its PUT goes on').toBe(1);
    expect(files.stored.has('/right.mp4')).toBe(false);
    proof.resolve();
    expect(await storing).toBe(BYTES.length);
    expect(files.stored.get('/right.mp4')?.bytes.equals(BYTES)).toBe(true);
  });

  it.each([0, 100])('is not stored where it was found wrong after %s ms', async (milliseconds) => {
    const proof = sleep(milliseconds).then(() => Promise.reject(WRONG));
    await expect(store(`/wrong-${milliseconds}.mp4`, proof)).rejects.toBe(WRONG);
    await expect(store('/at-once.mp4', Promise.reject(WRONG))).rejects.toBe(WRONG);
    await sleep(50);
    expect([...files.stored.keys()].filter((path) => path !== '/right.mp4')).toEqual([]);
    expect(files.openRequests).toBe(0);
  });

  it('says what is wrong with it where storage refuses it, too, or it is not there', async () => {
    files.misbehaviour.set('/refused.mp4', { statuses: [403] });
    const late = sleep(100).then(() => Promise.reject(WRONG));
    await expect(store('/refused.mp4', late)).rejects.toBe(WRONG);
    await expect(store('/missing.mp4', Promise.reject(WRONG), 'missing.mp4')).rejects.toBe(WRONG);
  });

  it('fails as its transfer does where it is right', async () => {
    files.misbehaviour.set('/forbidden.mp4', { statuses: [403] });
    const proof = sleep(100);
    await expect(store('/forbidden.mp4', proof)).rejects.toMatchObject({ code: 'store-failed' });
  });
});
