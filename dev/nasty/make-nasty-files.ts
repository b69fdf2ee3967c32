import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { clipFiles } from './clips.ts';
import type { Bait, NastyFile } from './nasty-file.ts';
import { pictureFiles } from './pictures.ts';
import { soundFiles } from './sounds.ts';
import { textFiles } from './texts.ts';

const execute = promisify(execFile);

/** All files that a media service must survive, the same ones each time. */
export async function makeNastyFiles(bait: Bait): Promise<NastyFile[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'nasty-'));
  const make = async (name: string, args: readonly string[]) => {
    await execute('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args, join(scratch, name)]);
    return readFile(join(scratch, name));
  };
  try {
    return [...textFiles(bait), ...soundFiles(), ...pictureFiles(), ...(await clipFiles(make, bait))];
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** `node dev/nasty/make-nasty-files.ts FOLDER` writes them into a folder, for trying by hand. */
async function main([folder]: readonly string[]): Promise<void> {
  if (folder === undefined) throw new Error('Say into which folder.');
  await mkdir(folder, { recursive: true });
  const files = await makeNastyFiles({ file: '/etc/hostname', url: 'http://127.0.0.1:9' });
  for (const { name, role, bytes } of files) {
    await writeFile(join(folder, name), bytes);
    console.log(`${role.padEnd(6)} ${String(bytes.length).padStart(10)}  ${name}`);
  }
}

if (import.meta.main) await main(process.argv.slice(2));
