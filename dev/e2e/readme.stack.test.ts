import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, test } from 'vitest';
import { examplesOf } from '#dev/openapi/examples.ts';
import { ROOT } from '#dev/stack/paths.ts';
import { type BorrowedStack, borrowTestStack } from './borrow-stack.ts';
import { makeSong } from './song-file.ts';

const run = promisify(execFile);

/** Shorter than the bundled song, so that nobody waits for FFmpeg. */
const SECONDS = 9;

let house: BorrowedStack;
let song: string;
let examples: { sh: string[]; ts: string[] };
beforeAll(async () => {
  examples = examplesOf(await readFile(join(ROOT, 'README.md'), 'utf8'), 'Use the API');
  house = await borrowTestStack();
  await makeSong(house.folder, 'song.mp3', SECONDS);
  song = join(house.folder, 'song.mp3');
  return house.stop;
});

/** A front end of somebody else: nothing of ours but what was copied, and `openapi-fetch`. */
async function frontEnd(): Promise<string> {
  const folder = await mkdtemp(join(house.folder, 'front-end-'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await cp(join(ROOT, 'dev/client'), join(folder, 'client'), { recursive: true });
  await mkdir(join(folder, 'node_modules'));
  for (const name of ['openapi-fetch', 'openapi-typescript-helpers']) {
    await symlink(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  return folder;
}

async function durationOf(file: string): Promise<number> {
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-show_entries',
    'format=duration',
    '-of',
    'csv=p=0',
    file,
  ]);
  return Number(stdout);
}

describe.concurrent('the examples of the README', () => {
  test('curl makes a film', async ({ expect, signal }) => {
    const [variables = '', steps = '', ...others] = examples.sh;
    expect(others).toEqual([]);
    const folder = await mkdtemp(join(house.folder, 'curl-'));
    const ours = `API='${house.stack.apiUrl}' KEY='${house.stack.apiKey}' SONG='${song}'`;
    const script = ['set -euo pipefail', variables, ours, steps].join('\n');
    const { stdout } = await run('bash', ['-c', script], { cwd: folder, signal });
    expect(stdout).toContain('"status":"succeeded"');
    expect(await durationOf(join(folder, 'film.mp4'))).toBeCloseTo(SECONDS, 0);
    await rm(folder, { recursive: true });
  });

  test('the typed client makes a film from a folder of somebody else', async ({ expect, signal }) => {
    const [example = '', ...others] = examples.ts;
    expect(others).toEqual([]);
    const folder = await frontEnd();
    const given = `
      import { openAsBlob } from 'node:fs';
      const { API = '', KEY = '', SONG = '' } = process.env;
      const song = { name: 'song.mp3', type: 'audio/mpeg', bytes: await openAsBlob(SONG) };
    `;
    await writeFile(join(folder, 'example.ts'), `${given}\n${example}`);
    const env = {
      ...process.env,
      API: house.stack.apiUrl,
      KEY: house.stack.apiKey,
      SONG: song,
    };
    const { stdout } = await run(process.execPath, ['example.ts'], { cwd: folder, env, signal });
    const lines = stdout.trim().split('\n');
    expect(lines).toContain('assemble_video succeeded 100 %');
    expect(await durationOf(lines.at(-1) ?? '')).toBeCloseTo(SECONDS, 0);
    await rm(folder, { recursive: true });
  });
});
