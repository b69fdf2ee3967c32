import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { segmentEncoding } from '#container/ffmpeg/arguments/segment-encoding.ts';
import { clip, MediaFolder } from '#container/testing/make-media.ts';
import { workContext } from '#container/testing/work-context.ts';
import { proveSegment } from './prove-segment.ts';

let folder: MediaFolder;

beforeAll(async () => {
  folder = await MediaFolder.open();
  const film = { width: 160, height: 90, frameRate: { numerator: 24, denominator: 1 } };
  const encoding = segmentEncoding(film, 24, 1, 'x').slice(0, -1);
  await folder.make('whole.mp4', [...clip('160x90', '24', 1), '-pix_fmt', 'yuv420p', ...encoding]);
}, 60_000);

afterAll(async () => {
  await folder.remove();
});

function prove(name: string, frames: number): Promise<void> {
  return proveSegment(workContext(folder.path), name, frames, 60);
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

  it('fails where the file ends early, and where its first picture is damaged', async () => {
    const whole = await readFile(folder.at('whole.mp4'));
    await writeFile(folder.at('cut.mp4'), whole.subarray(0, whole.length * 0.7));
    await expect(prove('cut.mp4', 24)).rejects.toMatchObject({ code: 'internal' });
    const damaged = Buffer.from(whole);
    damaged.fill(0x55, damaged.indexOf('mdat') + 2000, damaged.indexOf('mdat') + 2600);
    await writeFile(folder.at('damaged.mp4'), damaged);
    await expect(prove('damaged.mp4', 24)).rejects.toMatchObject({ code: 'internal', message: /damaged/ });
  });
});
