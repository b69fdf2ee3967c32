import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listedMp4 } from '#container/ffmpeg/arguments/listed-mp4.ts';
import { segmentEncoding } from '#container/ffmpeg/arguments/segment-encoding.ts';
import { clip, MediaFolder } from '#container/testing/make-media.ts';
import { workContext } from '#container/testing/work-context.ts';
import { proveSegment } from './prove-segment.ts';

let folder: MediaFolder;

const film = { width: 160, height: 90, frameRate: { numerator: 24, denominator: 1 } };

beforeAll(async () => {
  folder = await MediaFolder.open();
  const encoding = [...segmentEncoding(film, 24, 1), ...listedMp4(film, 'whole.mp4')];
  await folder.ask('ffmpeg', [
    '-y',
    ...clip('160x90', '24', 1),
    '-map',
    '0:v',
    '-pix_fmt',
    'yuv420p',
    ...encoding,
  ]);
}, 60_000);

afterAll(async () => {
  await folder.remove();
});

function prove(name: string, frames: number): Promise<void> {
  return proveSegment(workContext(folder.path), name, frames, film.frameRate);
}

/** Another file, of which the encoder said the same. */
async function made(name: string, bytes: Buffer): Promise<void> {
  await writeFile(folder.at(name), bytes);
  await copyFile(folder.at('whole.mp4.packets'), folder.at(`${name}.packets`));
}

describe('the proof of a segment', { timeout: 60_000 }, () => {
  it('holds for a whole one with its frames', async () => {
    await expect(prove('whole.mp4', 24)).resolves.toBeUndefined();
  });

  it('fails by the number of frames', async () => {
    await expect(prove('whole.mp4', 25)).rejects.toMatchObject({
      code: 'internal',
      message: /24 frames instead of 25/,
    });
  });

  it('fails by the times of its frames', async () => {
    const slow = { numerator: 12, denominator: 1 };
    const proof = proveSegment(workContext(folder.path), 'whole.mp4', 24, slow);
    await expect(proof).rejects.toMatchObject({ code: 'internal' });
  });

  it('fails where the file ends early', async () => {
    const whole = await readFile(folder.at('whole.mp4'));
    await made('cut.mp4', whole.subarray(0, whole.length * 0.7));
    await expect(prove('cut.mp4', 24)).rejects.toMatchObject({ code: 'internal' });
  });

  it.each([
    ['first', (whole: Buffer) => whole.indexOf('mdat') + 2000],
    ['last', (whole: Buffer) => whole.length - 1],
  ])('fails where one bit of its %s picture is another', async (which, place) => {
    const damaged = await readFile(folder.at('whole.mp4'));
    damaged[place(damaged)] = (damaged[place(damaged)] ?? 0) ^ 1;
    await made(`${which}.mp4`, damaged);
    await expect(prove(`${which}.mp4`, 24)).rejects.toMatchObject({ code: 'internal', message: /damaged/ });
  });

  it('fails where a frame has more bytes than the encoder gave, or fewer packets were given', async () => {
    const list = await readFile(folder.at('whole.mp4.packets'), 'utf8');
    const lines = list.trimEnd().split('\n');
    const whole = await readFile(folder.at('whole.mp4'));
    await made('more.mp4', whole);
    await writeFile(folder.at('more.mp4.packets'), lines.slice(0, -1).join('\n'));
    await expect(prove('more.mp4', 24)).rejects.toMatchObject({ code: 'internal' });
    const at = whole.indexOf('mdat') + 4;
    whole.writeUInt32BE(whole.readUInt32BE(at) + 1, at);
    await made('longer.mp4', whole);
    await expect(prove('longer.mp4', 24)).rejects.toMatchObject({ code: 'internal' });
  });
});
