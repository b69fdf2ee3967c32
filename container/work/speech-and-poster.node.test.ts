import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileServer } from '#container/testing/file-server.ts';
import { clicks, clip, FAST_H264, firstToneSeconds, MediaFolder } from '#container/testing/make-media.ts';
import { MediaProcess } from '#container/testing/media-process.ts';

const files = new FileServer();
let folder: MediaFolder;
let media: MediaProcess;

beforeAll(async () => {
  folder = await MediaFolder.open();
  await files.start();
  media = await MediaProcess.start(folder.path);
}, 30_000);

afterAll(async () => {
  await media.stop();
  await files.stop();
  await folder.remove();
});

const SPEECH = { contentType: 'audio/mpeg' };

describe('prepare-audio', { timeout: 30_000 }, () => {
  it.each([
    ['song.mp3', ['-c:a', 'libmp3lame']],
    ['song.m4a', ['-c:a', 'aac']],
    ['song.opus', ['-c:a', 'libopus', '-ar', '48000']],
    ['song.wav', []],
  ])('keeps the times of %s', async (name, args) => {
    const input = files.give(`/${name}`, await folder.make(name, [...clicks(3), ...args]));
    const output = { ...SPEECH, url: files.url(`/speech-${name}`) };
    const { result, error } = await media.run(name, { kind: 'prepare-audio', input, output, maxBytes: 25e6 });
    expect(error).toBeNull();
    const stored = files.stored.get(`/speech-${name}`);
    expect(result).toMatchObject({ kind: 'prepare-audio', sizeBytes: stored?.bytes.length });
    expect(stored?.headers).toMatchObject({
      'content-type': 'audio/mpeg',
      'content-length': String(stored?.bytes.length),
    });
    expect(stored?.headers).not.toHaveProperty('transfer-encoding');
    await writeFile(folder.at('speech.mp3'), stored?.bytes ?? '');
    expect(Math.abs((await firstToneSeconds(folder, 'speech.mp3')) - 0.5)).toBeLessThan(0.003);
    const shape = ['-show_entries', 'stream=codec_name,sample_rate,channels', '-of', 'csv=p=0'];
    expect(String(await folder.ask('ffprobe', [...shape, 'speech.mp3']))).toContain('mp3,16000,1');
  });

  it('takes a lower bit rate rather than pass maxBytes, and refuses where none is low enough', async () => {
    const input = files.give('/long.mp3', await folder.make('long.mp3', [...clicks(20), '-b:a', '64k']));
    const output = { ...SPEECH, url: files.url('/small.mp3') };
    const maxBytes = 70_000;
    const fits = await media.run('fits', { kind: 'prepare-audio', input, output, maxBytes });
    expect(fits.error).toBeNull();
    expect(files.stored.get('/small.mp3')?.bytes.length).toBeLessThanOrEqual(maxBytes);
    const refused = await media.run('refused', {
      kind: 'prepare-audio',
      input,
      output: { ...SPEECH, url: files.url('/none.mp3') },
      maxBytes: 30_000,
    });
    expect(refused.error?.code).toBe('input-too-large');
    expect(files.stored.has('/none.mp3')).toBe(false);
  });
});

describe('poster', { timeout: 30_000 }, () => {
  it.each([
    ['within the clip', 0.5, 100, 100, 50],
    ['behind its end', 99, 100, 100, 50],
    ['never larger than the clip', 0, 4000, 200, 100],
  ])('takes a frame %s', async (name, atSeconds, maxWidth, width, height) => {
    const id = `poster-${atSeconds}`;
    const input = files.give(
      '/clip.mp4',
      await folder.make('clip.mp4', [...clip('200x100', '10', 1), ...FAST_H264]),
    );
    const output = { url: files.url(`/${id}.jpg`), contentType: 'image/jpeg' };
    const { result, error } = await media.run(id, { kind: 'poster', input, output, atSeconds, maxWidth });
    expect(error, name).toBeNull();
    const stored = files.stored.get(`/${id}.jpg`)?.bytes;
    expect(result).toEqual({ kind: 'poster', width, height, sizeBytes: stored?.length });
    expect(stored?.subarray(0, 3).toString('hex')).toBe('ffd8ff');
  });
});
