import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clip, FAST_H264 } from '#container/testing/make-media.ts';
import { PictureStudio, type Wanted } from '#container/testing/picture-studio.ts';
import type { Picture } from '#contracts/media-jobs/picture.ts';
import type { Blend } from '#contracts/media-jobs/seam.ts';

/** Frames of each picture, of the seams into it and out of it, and of its body. */
const [OF, INTO, BODY] = [40, 6, 28];
let studio: PictureStudio;
let one: Buffer;
let other: Buffer;

beforeAll(async () => {
  studio = await PictureStudio.open(160, 90);
  const blurred = ['-vf', 'noise=alls=20:allf=t', ...FAST_H264];
  one = await studio.folder.make('one.mp4', [...clip('200x90', '30', 3), ...blurred]);
  other = await studio.folder.make('other.mp4', [...clip('160x90', '16', 2), '-vf', 'negate', ...FAST_H264]);
}, 60_000);

afterAll(async () => {
  await studio.close();
});

const bytesOf = (name: string) => studio.files.stored.get(`/${name}`)?.bytes;

async function seam(blend: Blend, outgoing: Wanted, incoming: Wanted) {
  const { error, result, name } = await studio.seam(blend, outgoing, incoming, INTO);
  expect(error).toBeNull();
  expect(result).toMatchObject({ kind: 'seam', frames: INTO });
  return bytesOf(name);
}

async function conform(bytes: Buffer, wishes: Partial<Picture> = {}) {
  const wanted = { bytes, of: OF, from: INTO, wishes };
  const [plain, rich] = [await studio.conform(wanted, BODY), await studio.conformWithHandles(wanted, BODY)];
  expect([plain.error, rich.error]).toEqual([null, null]);
  return { plain, rich };
}

const CAPTIONS = [
  '[Script Info]\nScriptType: v4.00+\nPlayResX: 160\nPlayResY: 90\n[V4+ Styles]',
  'Format: Name, Fontname, Fontsize, PrimaryColour, Alignment',
  'Style: Line,Noto Sans,24,&H00FFFFFF,5',
  '[Events]\nFormat: Start, End, Style, Text',
  'Dialogue: 0:00:00.00,0:00:01.50,Line,Night\nDialogue: 0:00:01.50,0:00:09.00,Line,train\n',
].join('\n');

describe('the frames beside a segment', { timeout: 120_000 }, () => {
  it.each<[string, Partial<Picture>]>([
    ['as the clip is', {}],
    ['blurred at its sides, with captions', { fill: 'blur', captions: CAPTIONS }],
    ['slowed, from within the clip', { inSeconds: 0.5, short: 'slow', slowestSpeed: 0.5 }],
  ])('change nothing of it and make the very same seams: %s', async (_, wishes) => {
    const { plain, rich } = await conform(one, wishes);
    expect(rich.result).toMatchObject({ handles: 2, frames: BODY, sourceFrames: BODY });
    expect(rich.result).toEqual({ ...plain.result, handles: 2 });
    expect(bytesOf(rich.name)).toEqual(bytesOf(plain.name));
    const [out, into] = [
      { bytes: one, of: OF, from: INTO + BODY, wishes },
      { bytes: one, of: OF, from: 0, wishes },
    ];
    const next = { bytes: other, of: 40, from: 0 };
    const before = { bytes: other, of: 40, from: 10 };
    expect(await seam('crossfade', { ...out, handle: rich.out }, next)).toEqual(
      await seam('crossfade', out, next),
    );
    expect(await seam('dip-to-black', before, { ...into, handle: rich.into })).toEqual(
      await seam('dip-to-black', before, into),
    );
  });

  it('are fetched in the place of their clip, unless they were made here, and done without where they are gone or not these', async () => {
    const { rich } = await conform(one);
    const side = { bytes: one, of: OF, from: INTO + BODY };
    const next = { bytes: other, of: 40, from: 0 };
    const made = bytesOf(new URL(rich.out).pathname.slice(1)) ?? Buffer.alloc(0);
    const elsewhere = studio.files.give('/elsewhere.mp4', made);
    const fetched = async (handle: string) => {
      const since = studio.files.requests.length;
      const result = await seam('crossfade', { ...side, handle }, next);
      const gets = studio.files.requests.slice(since).filter((line) => line.startsWith('GET'));
      return { result, gets: gets.map((line) => line.replace(/input-\d+/, 'input')) };
    };
    const quick = (await fetched(rich.out)).result;
    expect(await fetched(rich.out)).toEqual({ result: quick, gets: ['GET /input'] });
    const { result, gets } = await fetched(elsewhere);
    expect({ result, gets: gets.sort() }).toEqual({
      result: quick,
      gets: ['GET /elsewhere.mp4', 'GET /input'],
    });
    const whole = await seam('crossfade', side, next);
    const broken = studio.files.give('/broken.mp4', Buffer.from('no film'));
    const short = studio.files.give('/short.mp4', bytesOf(rich.name) ?? Buffer.alloc(0));
    for (const handle of [studio.files.url('/gone.mp4'), broken, short])
      expect(await seam('crossfade', { ...side, handle }, next)).toEqual(whole);
    expect(quick).toEqual(whole);
  });

  it('are not stored of what is held or does not move', async () => {
    const { plain, rich } = await conform(one, { inSeconds: 2 });
    expect(rich.result).toEqual(plain.result);
    expect(rich.result).toMatchObject({ handles: 0, sourceFrames: 18 });
    const png = await studio.folder.make('still.png', [...clip('160x90', '1', 1), '-frames:v', '1']);
    expect((await conform(png, { motion: 'zoom-in' })).rich.result).toMatchObject({ handles: 0 });
    expect([...studio.files.stored.keys()].filter((path) => path === new URL(rich.out).pathname)).toEqual([]);
  });
});
