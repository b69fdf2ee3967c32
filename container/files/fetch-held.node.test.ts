import { randomBytes } from 'node:crypto';
import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ByteSource, readPart } from '#container/mp4/byte-source.ts';
import { FileServer } from '#container/testing/file-server.ts';
import { workContext } from '#container/testing/work-context.ts';
import { fetchHeld, HeldMemory, holdFile } from './fetch-held.ts';

const BYTES = randomBytes(300_000);
const files = new FileServer();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'omvee-held-'));
  await files.start();
});

afterAll(async () => {
  await files.stop();
  await rm(folder, { recursive: true, force: true });
});

const fetchInto = (memory: HeldMemory, path = '/one') =>
  fetchHeld(workContext(folder), files.give(path, BYTES), 'one', memory);

describe('an input that is read once', () => {
  it.each([
    ['is held in memory', BYTES.length, []],
    ['is a file where there is no room', BYTES.length - 1, ['one']],
  ])('%s, and leaves nothing', async (_name, room, names) => {
    const memory = new HeldMemory(room);
    const held = await fetchInto(memory);
    expect(await readdir(folder)).toEqual(names);
    expect(held.source.size).toBe(BYTES.length);
    expect(await readPart(held.source, 70_000, 200_000)).toEqual(BYTES.subarray(70_000, 200_000));
    await held.discard();
    expect(await readdir(folder)).toEqual([]);
    expect(memory.take(room), 'all room is there again').toBe(true);
  });

  it('takes room once where it comes in at the second attempt, and none where it does not come', async () => {
    const memory = new HeldMemory(BYTES.length);
    files.misbehaviour.set('/late', { statuses: [503] });
    await (await fetchInto(memory, '/late')).discard();
    files.misbehaviour.set('/never', { statuses: [404] });
    await expect(fetchInto(memory, '/never')).rejects.toMatchObject({ code: 'fetch-failed' });
    expect(memory.take(BYTES.length)).toBe(true);
  });
});

describe('a file that is there', () => {
  it.each([
    ['is read in one go where there is room, and closed', BYTES.length, true],
    ['stays open where there is none', BYTES.length - 1, false],
  ])('%s', async (_name, room, isInMemory) => {
    const path = join(folder, 'there');
    await writeFile(path, BYTES);
    const file = await open(path);
    const memory = new HeldMemory(room);
    const held = await holdFile(file, BYTES.length, memory);
    expect([file.fd === -1, memory.take(room)]).toEqual([isInMemory, !isInMemory]);
    expect(await readPart(held.source, 70_000, 200_000)).toEqual(BYTES.subarray(70_000, 200_000));
    await held.discard();
    expect([file.fd, memory.take(isInMemory ? room : 1)]).toEqual([-1, isInMemory]);
    await rm(path);
  });

  it('is read into what another was read into that is given up, where that is large enough', async () => {
    const path = join(folder, 'again');
    await writeFile(path, BYTES);
    const memory = new HeldMemory(4 * BYTES.length);
    const hold = async (bytes: number) => holdFile(await open(path), bytes, memory);
    const placeOf = async (source: ByteSource) => (await source.slices(0, 1))[0]?.buffer;
    const [first, second] = [await hold(BYTES.length), await hold(1000)];
    const [one, other] = [await placeOf(first.source), await placeOf(second.source)];
    expect(one).not.toBe(other);
    await first.discard();
    const third = await hold(BYTES.length - 1);
    expect(await placeOf(third.source)).toBe(one);
    expect(await readPart(third.source, 0, BYTES.length)).toEqual(BYTES.subarray(0, -1));
    for (const held of [second, third]) await held.discard();
    expect(memory.take(4 * BYTES.length)).toBe(true);
    await rm(path);
  });

  it('takes no room where it is shorter than it was', async () => {
    const path = join(folder, 'short');
    await writeFile(path, BYTES.subarray(0, 100));
    const file = await open(path);
    const memory = new HeldMemory(BYTES.length);
    await expect(holdFile(file, BYTES.length, memory)).rejects.toThrow('shorter');
    expect([file.fd, memory.take(BYTES.length)]).toEqual([-1, true]);
    await rm(path);
  });
});
