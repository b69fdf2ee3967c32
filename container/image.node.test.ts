import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FileServer } from '#container/testing/file-server.ts';
import { clip, FAST_H264, MediaFolder } from '#container/testing/make-media.ts';
import { MediaProcess } from '#container/testing/media-process.ts';
import { pictureOf } from '#container/testing/picture.ts';
import { IMPORTED } from './pick-dependencies.ts';

const execute = promisify(execFile);
const HERE = import.meta.dirname;

/** No file under a folder without write permission is written, and root is no exception without that capability. */
const AS_USER = process.getuid?.() === 0 ? ['setpriv', '--bounding-set', '-dac_override'] : [];

const files = new FileServer();
let folder: MediaFolder;
let dockerfile: string;

beforeAll(async () => {
  folder = await MediaFolder.open();
  await files.start();
  dockerfile = await readFile(join(HERE, 'Dockerfile'), 'utf8');
});

afterAll(async () => {
  await chmod(folder.at('read-only'), 0o755);
  await files.stop();
  await folder.remove();
});

describe('the image', { timeout: 60_000 }, () => {
  it('runs the service where only the work folder can be written', async () => {
    await mkdir(folder.at('read-only'));
    await chmod(folder.at('read-only'), 0o555);
    const [program = '', ...args] = [...AS_USER, 'touch', folder.at('read-only/file')];
    await expect(execute(program, args), 'the folder is read-only').rejects.toThrow(/Permission denied/);

    const [HOME, TMPDIR] = [folder.at('read-only'), folder.at('read-only')];
    const surroundings = { cwd: folder.at('read-only'), through: AS_USER };
    const media = await MediaProcess.start(folder.at('work'), { HOME, TMPDIR }, surroundings);
    try {
      const input = files.give(
        '/clip',
        await folder.make('clip.mp4', [...clip('64x36', '24', 1), ...FAST_H264]),
      );
      const output = { url: files.url('/segment'), contentType: 'video/mp4' };
      const view = await media.run('segment', {
        ...{
          kind: 'conform',
          picture: pictureOf(input, 24),
          fromFrame: 0,
          frames: 24,
          width: 64,
          height: 36,
        },
        ...{ frameRate: { numerator: 24, denominator: 1 }, output },
      });
      expect(view.error).toBeNull();
    } finally {
      expect(await media.stop()).toBe(0);
    }
    expect(await readdir(folder.at('work'))).toEqual([]);
  });

  it('asks after its health with a command that tells', async () => {
    const text = /HEALTHCHECK[\s\S]*?CMD (\[.*\])/.exec(dockerfile)?.[1] ?? '[]';
    const [, ...args] = z.array(z.string()).parse(JSON.parse(text));
    const media = await MediaProcess.start(folder.at('health'));
    const env = { ...process.env, PORT: String(media.port) };
    try {
      await execute(process.execPath, args, { env });
    } finally {
      await media.stop();
    }
    await expect(execute(process.execPath, args, { env })).rejects.toMatchObject({ code: 1 });
  });

  it('is not root, and does not start without its guard', () => {
    expect(/^USER (.+)$/m.exec(dockerfile)?.[1]).toBe('node');
    expect(dockerfile).toContain('MEDIA_GUARD=required');
  });

  it('installs every package that the service imports', async () => {
    const sources = (await readdir(HERE, { recursive: true })).filter(
      (path) => path.endsWith('.ts') && !/\.test\.ts$|^testing\//.test(path),
    );
    const texts = await Promise.all(sources.map((path) => readFile(join(HERE, path), 'utf8')));
    const packages = texts
      .flatMap((text) => [...text.matchAll(/^(?:import|export)\b[^;]*?from '([^'.#][^']*)';/gms)])
      .map(([, name]) => name ?? '')
      .filter((name) => !name.startsWith('node:'));
    expect([...IMPORTED]).toEqual(expect.arrayContaining([...new Set(packages)]));
  });
});

describe('the guard', () => {
  it('that is required and not there keeps the service from starting', async () => {
    const environment = { MEDIA_GUARD: 'required', PATH: folder.path, FFMPEG_PATH: '/usr/bin/ffmpeg' };
    await expect(MediaProcess.start(folder.at('unguarded'), environment)).rejects.toThrow(
      /MEDIA_GUARD is required/,
    );
  });

  it('that is off is said in the log, and jobs run all the same', async () => {
    const media = await MediaProcess.start(folder.at('off'), { MEDIA_GUARD: 'off' });
    try {
      expect(media.output.join('')).toContain('"event":"unguarded"');
      const input = files.give(
        '/plain',
        await folder.make('plain.mp4', [...clip('64x36', '24', 1), ...FAST_H264]),
      );
      expect((await media.run('plain', { kind: 'probe', input, expect: 'video' })).error).toBeNull();
    } finally {
      await media.stop();
    }
  });
});
