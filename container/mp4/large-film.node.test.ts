import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clicks, clip, MediaFolder } from '#container/testing/make-media.ts';
import { type ByteSource, fileBytes, heldBytes, readPart } from './byte-source.ts';
import type { Side } from './film-pieces.ts';
import { type FilmFile, FilmWriter } from './film-writer.ts';
import { isExact, isWhole } from './presentation.ts';
import { readIndex, readIndexOf } from './read-index.ts';
import type { Track } from './read-track.ts';
import { readSegmentIndex, type SegmentIndex } from './segment-index.ts';

const [FRAMES, RATE] = [24, 24];
/** Frames of nothing, so large that what comes behind them lies beyond 4 GB. */
const [LARGE_FRAMES, LARGE_BYTES] = [24, 190 * 1024 ** 2];
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-bf', '0'];

let folder: MediaFolder;
let side: Side;
let small: { index: SegmentIndex; source: ByteSource };

beforeAll(async () => {
  folder = await MediaFolder.open();
  const source = heldBytes([await folder.make('segment.mp4', [...clip('64x36', '24', 1), ...H264])]);
  const sound = heldBytes([await folder.make('side.mp4', [...clicks(3), '-c:a', 'aac'])]);
  const [index, sideIndex] = [await readSegmentIndex(source), await readIndexOf(sound)];
  if (index === undefined || sideIndex === undefined) throw new Error('FFmpeg wrote something else.');
  small = { index, source };
  side = { index: sideIndex, source: sound };
}, 60_000);

afterAll(() => folder.remove());

/** A segment like the small one, of nothing but zeros, none of which are held in memory. */
function largeSegment(zeros: Buffer): { index: SegmentIndex; source: ByteSource } {
  const size = LARGE_FRAMES * LARGE_BYTES;
  const sizes = new Uint32Array(LARGE_FRAMES).fill(LARGE_BYTES);
  const track: Track = { ...small.index.track, sizes, keyframes: [1] };
  const index = { ...small.index, track, frames: LARGE_FRAMES, media: { from: 0, to: size } };
  return { index, source: { size, slices: async (from, to) => [zeros.subarray(0, to - from)] } };
}

/** A file in which these zeros are left out where they are written: a sparse file takes no room for them. */
async function sparse(path: string, zeros: Buffer): Promise<FilmFile> {
  const file = await open(path, 'w');
  return {
    close: () => file.close(),
    writeFile: () => Promise.reject(new Error('Everything has its place.')),
    writev: async (chunks, at = 0) => {
      let place = at ?? 0;
      for (const chunk of chunks) {
        if (chunk.buffer !== zeros.buffer)
          await file.write(
            new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength),
            0,
            chunk.byteLength,
            place,
          );
        place += chunk.byteLength;
      }
      return { bytesWritten: place - (at ?? 0), buffers: chunks };
    },
  };
}

function samplesOf({ chunks, sizes }: Track): { from: number; to: number }[] {
  let sample = 0;
  return chunks.flatMap(({ offset, samples }) => {
    let from = offset;
    return Array.from({ length: samples }, () => {
      const to = from + (sizes[sample] ?? 0);
      const place = { from, to };
      [from, sample] = [to, sample + 1];
      return place;
    });
  });
}

/** MD5 of each sample, but of the large ones that of nothing. */
async function hashes(source: ByteSource, track: Track): Promise<string[]> {
  return Promise.all(
    samplesOf(track).map(async ({ from, to }) => {
      const part = to - from === LARGE_BYTES ? Buffer.alloc(0) : await readPart(source, from, to);
      return createHash('md5').update(part).digest('hex');
    }),
  );
}

/** What ffprobe reads of the film's first and last second, in which no frame is large: place, size and MD5. */
async function packetsSeen(stream: string): Promise<string[]> {
  const shown = ['-show_data_hash', 'MD5', '-show_entries', 'packet=pos,size,data_hash', '-of', 'csv=p=0'];
  const ends = ['-read_intervals', '%0.95,2.05%', '-select_streams', stream];
  const text = String(await folder.ask('ffprobe', [...ends, ...shown, 'film.mp4']));
  // A packet that carries side data goes on in the next line.
  const lines = text.replaceAll(/,*\n+,/g, ',').split('\n');
  return lines.filter((line) => line !== '').map((line) => line.replaceAll(/MD5:|,+$/g, ''));
}

describe('a film of more than 4 GB', { timeout: 120_000 }, () => {
  it('is indexed as a small one is, packet for packet', async () => {
    const zeros = Buffer.from(new ArrayBuffer(4 * 1024 ** 2));
    const large = largeSegment(zeros);
    const path = folder.at('film.mp4');
    const film = await FilmWriter.open(
      await sparse(path, zeros),
      [FRAMES, LARGE_FRAMES, FRAMES],
      small.index,
      side,
    );
    for (const { index, source } of [small, large, small]) await film.append(index, source);
    await film.finish();
    await film.close();
    expect(film.size).toBeGreaterThan(2 ** 32);

    const index = await readIndex(path);
    const [pictures, sound] = ['vide', 'soun'].map((each) =>
      index?.tracks.find(({ handler }) => handler === each),
    );
    if (index === undefined || pictures === undefined || sound === undefined) throw new Error('no index');
    const [song] = side.index.tracks;
    if (song === undefined) throw new Error('no song');
    expect(index.isFirst).toBe(true);
    expect([pictures, sound].every((track) => isWhole(track, index.fileBytes))).toBe(true);
    expect(isExact(pictures, { numerator: RATE, denominator: 1 })).toBe(true);
    expect(pictures.chunks.at(-1)?.offset).toBeGreaterThan(2 ** 32);
    expect(sound.chunks.at(-1)?.offset).toBeGreaterThan(2 ** 32);

    const file = await open(path);
    try {
      const source = fileBytes(file, index.fileBytes);
      const frames = await hashes(small.source, small.index.track);
      const nothing = Array.from({ length: LARGE_FRAMES }, () => createHash('md5').digest('hex'));
      expect(await hashes(source, pictures)).toEqual([...frames, ...nothing, ...frames]);
      expect(await hashes(source, sound)).toEqual(await hashes(side.source, song));
      for (const [stream, track] of [
        ['v', pictures],
        ['a', sound],
      ] as const) {
        const md5s = await hashes(source, track);
        const own = samplesOf(track).map(({ from, to }, sample) => `${to - from},${from},${md5s[sample]}`);
        const seen = await packetsSeen(stream);
        expect(own).toEqual(expect.arrayContaining(seen));
        expect(seen).toEqual(expect.arrayContaining([own[0], own.at(-1)]));
        expect(new Set(seen).size).toBeGreaterThan(40);
      }
    } finally {
      await file.close();
    }
  });
});
