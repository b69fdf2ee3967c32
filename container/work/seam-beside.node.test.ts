import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clip, FAST_H264 } from '#container/testing/make-media.ts';
import { PictureStudio, type Wanted } from '#container/testing/picture-studio.ts';
import type { Blend } from '#contracts/media-jobs/seam.ts';

/** Frames of each picture, of its body and of the seam behind that. */
const [OF, BODY, SEAM] = [40, 28, 8];
let studio: PictureStudio;
let one: Buffer;
let other: Buffer;
let still: Buffer;

beforeAll(async () => {
  studio = await PictureStudio.open(160, 90);
  const noisy = ['-vf', 'noise=alls=20:allf=t', ...FAST_H264];
  one = await studio.folder.make('one.mp4', [...clip('200x90', '30', 3), ...noisy]);
  other = await studio.folder.make('other.mp4', [...clip('160x90', '16', 2), '-vf', 'negate', ...FAST_H264]);
  still = await studio.folder.make('still.png', [...clip('160x90', '1', 1), '-frames:v', '1']);
}, 60_000);

afterAll(async () => {
  await studio.close();
});

const bytesOf = (name: string) => studio.files.stored.get(`/${name}`)?.bytes;
const outgoing = (): Wanted => ({ bytes: one, of: OF });

async function both(blend: Blend, frames: number, incoming: Wanted, captions?: string) {
  const words = captions === undefined ? {} : { captions };
  const plain = await studio.conform(outgoing(), BODY);
  const rich = await studio.conformWithSeam(outgoing(), BODY, { blend, incoming, frames, ...words });
  const alone = await studio.seam(blend, { ...outgoing(), from: BODY, wishes: words }, incoming, frames);
  expect([plain.error, rich.error, alone.error]).toEqual([null, null, null]);
  return { plain, rich, alone };
}

const CAPTIONS = [
  '[Script Info]\nScriptType: v4.00+\nPlayResX: 160\nPlayResY: 90\n[V4+ Styles]',
  'Format: Name, Fontname, Fontsize, PrimaryColour, Alignment',
  'Style: Line,Noto Sans,24,&H00FFFFFF,5',
  '[Events]\nFormat: Start, End, Style, Text',
  'Dialogue: 0:00:00.00,0:00:01.30,Line,Night\nDialogue: 0:00:01.30,0:00:09.00,Line,train\n',
].join('\n');

describe('a seam that is made with the segment before it', { timeout: 120_000 }, () => {
  it.each<[string, Blend, number, () => Wanted, string?]>([
    ['a crossfade into a clip', 'crossfade', SEAM, () => ({ bytes: other, of: OF })],
    ['a dip', 'dip-to-white', SEAM - 1, () => ({ bytes: other, of: OF })],
    ['a dip of two frames', 'dip-to-black', 2, () => ({ bytes: other, of: OF })],
    ['a wipe, with captions', 'wipe-up', SEAM, () => ({ bytes: other, of: OF }), CAPTIONS],
    [
      'into a clip that is too short and begins late, slowed',
      'crossfade',
      SEAM,
      () => ({ bytes: other, of: OF, wishes: { inSeconds: 1.8, short: 'slow', slowestSpeed: 0.5 } }),
    ],
    [
      'into a still that the camera moves over',
      'wipe-left',
      SEAM,
      () => ({ bytes: still, of: OF, wishes: { motion: 'zoom-in' } }),
    ],
  ])(
    'is the one that a job of its own makes, to the bit: %s',
    async (_, blend, frames, incoming, captions) => {
      const { plain, rich, alone } = await both(blend, frames, incoming(), captions);
      expect(bytesOf(rich.name)).toEqual(bytesOf(plain.name));
      expect(bytesOf(rich.seam)).toEqual(bytesOf(alone.name));
      if (alone.result?.kind !== 'seam') throw new Error('no seam');
      const { kind: _kind, ...made } = alone.result;
      expect(rich.result).toEqual({ ...plain.result, seam: { ...made, fingerprint: rich.seam } });
      expect(made).toMatchObject({ frames, black: [] });
    },
  );

  it('tells what of it is black', async () => {
    const dark = [...clip('160x90', '24', 2), '-vf', 'drawbox=color=black:t=fill', ...FAST_H264];
    const black = await studio.folder.make('black.mp4', dark);
    const { rich, alone } = await both('wipe-down', SEAM, { bytes: black, of: OF });
    const spans = alone.result?.kind === 'seam' ? alone.result.black : null;
    expect(spans).not.toBeNull();
    expect(rich.result).toMatchObject({ seam: { black: spans } });
  });

  it.each<[string, () => Promise<Partial<Wanted>> | Partial<Wanted>]>([
    ['is no picture', () => ({ bytes: Buffer.from('#EXTM3U\nfile:///etc/passwd\n') })],
    ['is empty', () => ({ bytes: Buffer.alloc(0) })],
    ['begins behind its end', () => ({ bytes: other, wishes: { inSeconds: 60 } })],
    ['breaks off', () => ({ bytes: other.subarray(0, other.length / 2) })],
    ['is damaged', () => ({ bytes: damaged(other) })],
  ])(
    'is left to a job of its own where the picture that comes %s: the segment is made all the same',
    async (_, wish) => {
      const plain = await studio.conform(outgoing(), BODY);
      const incoming = { bytes: other, of: OF, ...(await wish()) };
      const into = { blend: 'crossfade' as const, incoming, frames: SEAM };
      const rich = await studio.conformWithSeam(outgoing(), BODY, into);
      expect(rich.error).toBeNull();
      expect(rich.result).toEqual(plain.result);
      expect(rich.result).toMatchObject({ seam: null });
      expect(bytesOf(rich.name)).toEqual(bytesOf(plain.name));
      expect(bytesOf(rich.seam)).toBeUndefined();
      const alone = await studio.seam('crossfade', { ...outgoing(), from: BODY }, incoming, SEAM);
      expect(alone.error?.code).toMatch(/^input-/);
    },
  );

  it.each([
    ['before it is held', 2, 24],
    ['ends within it', 1.7, 28],
  ])('is left to a job of its own where the clip %s', async (_, inSeconds, sourceFrames) => {
    const wanted = { ...outgoing(), wishes: { inSeconds } };
    const into = { blend: 'crossfade' as const, incoming: { bytes: other, of: OF }, frames: SEAM };
    const rich = await studio.conformWithSeam(wanted, BODY, into);
    expect(rich.result).toMatchObject({ seam: null, sourceFrames });
    expect(bytesOf(rich.seam)).toBeUndefined();
  });
});

describe('a seam of a film above 720p', { timeout: 60_000 }, () => {
  it('is left to a job of its own, for the sake of memory', async () => {
    const large = await PictureStudio.open(1920, 1080);
    try {
      const wanted = { bytes: one, of: 4 };
      const into = { blend: 'crossfade' as const, incoming: { bytes: other, of: 4 }, frames: 2 };
      const { error, result } = await large.conformWithSeam(wanted, 2, into);
      expect(error).toBeNull();
      expect(result).toMatchObject({ frames: 2, seam: null });
    } finally {
      await large.close();
    }
  });
});

/** The same file with every packet spoiled: its index promises what no decoder can give. */
function damaged(file: Buffer): Buffer {
  const at = file.indexOf('mdat') + 4;
  const copy = Buffer.from(file);
  const end = file.indexOf('moov') > at ? file.indexOf('moov') - 4 : file.length;
  copy.fill(0xff, at, end);
  return copy;
}
