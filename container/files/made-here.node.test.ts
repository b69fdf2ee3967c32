import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MadeHere, placeOf } from './made-here.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'omvee-made-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const urlOf = (name: string, signature: string) =>
  `https://storage.test/films/${name}?signature=${signature}`;

/** Makes a file as a job does, keeps it, and removes the job's own. */
async function make(made: MadeHere, name: string, text: string): Promise<boolean> {
  const path = join(folder, name);
  await writeFile(path, text);
  const isKept = await made.keep(placeOf(urlOf(name, 'put')), path, text.length);
  await rm(path);
  return isKept;
}

async function textOf(made: MadeHere, name: string): Promise<string | undefined> {
  const kept = await made.open(placeOf(urlOf(name, 'get')));
  if (kept === undefined) return undefined;
  try {
    const text = await kept.file.readFile('utf8');
    expect(text).toHaveLength(kept.sizeBytes);
    return text;
  } finally {
    await kept.file.close();
  }
}

describe('what was made here', () => {
  it('is found again by its place, whatever the signature, and by no other', async () => {
    const made = new MadeHere(join(folder, 'made'), 100);
    expect(await make(made, 'a', 'one')).toBe(true);
    expect(await textOf(made, 'a')).toBe('one');
    expect(await textOf(made, 'b')).toBeUndefined();
    expect(await made.open(placeOf('https://elsewhere.test/films/a'))).toBeUndefined();
    expect(await made.linkTo(placeOf(urlOf('a', 'get')), join(folder, 'input'))).toBe(true);
    expect(await readFile(join(folder, 'input'), 'utf8')).toBe('one');
    expect(await made.linkTo(placeOf(urlOf('b', 'get')), join(folder, 'other'))).toBe(false);
  });

  it('makes room for what is new: the longest unused goes first', async () => {
    const made = new MadeHere(join(folder, 'made'), 8);
    for (const name of ['a', 'b']) await make(made, name, name.repeat(4));
    expect(await textOf(made, 'a')).toBe('aaaa');
    await make(made, 'c', 'cc');
    expect([await textOf(made, 'a'), await textOf(made, 'b'), await textOf(made, 'c')]).toEqual([
      'aaaa',
      undefined,
      'cc',
    ]);
    expect(await readdir(join(folder, 'made'))).toHaveLength(2);
  });

  it('is the latest that was stored there, and takes its room once', async () => {
    const made = new MadeHere(join(folder, 'made'), 8);
    for (const text of ['one', 'two', 'three']) await make(made, 'a', text);
    await make(made, 'b', 'bbb');
    expect([await textOf(made, 'a'), await textOf(made, 'b')]).toEqual(['three', 'bbb']);
    expect(await readdir(join(folder, 'made'))).toHaveLength(2);
  });

  it('is not kept where it is larger than all room, or the disk refuses', async () => {
    const made = new MadeHere(join(folder, 'made'), 3);
    expect(await make(made, 'a', 'four')).toBe(false);
    expect(await make(new MadeHere(join(folder, 'made'), 0), 'b', 'b')).toBe(false);
    expect(await made.keep(placeOf(urlOf('c', 'put')), join(folder, 'gone'), 1)).toBe(false);
    expect(await textOf(made, 'a')).toBeUndefined();
  });

  it('is fetched again where somebody removed it', async () => {
    const made = new MadeHere(join(folder, 'made'), 100);
    await make(made, 'a', 'one');
    await rm(join(folder, 'made'), { recursive: true });
    expect(await textOf(made, 'a')).toBeUndefined();
    expect(await made.linkTo(placeOf(urlOf('a', 'get')), join(folder, 'input'))).toBe(false);
  });
});
