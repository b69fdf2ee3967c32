import type { FileHandle } from 'node:fs/promises';
import { type WritableFile, writeAll } from '#container/files/write-all.ts';
import { box, u32, u64 } from './boxes.ts';
import type { ByteSource } from './byte-source.ts';
import { LARGE_FILE_BYTES } from './chunk-tables.ts';
import { type Piece, piecesOf, type Side } from './film-pieces.ts';
import { type Pictures, picturesDuration, pictureTrack } from './picture-track.ts';
import type { Track } from './read-track.ts';
import type { SegmentIndex } from './segment-index.ts';
import { movieHeader, restOfIndex, sideTracks, trackNumbers } from './side-tracks.ts';

/** The file that a film is written into. */
export type FilmFile = WritableFile & Pick<FileHandle, 'close'>;

/** Written at once, and held in memory until then. */
const WRITE_BYTES = 4 * 1024 ** 2;
/** That of the media box, where its size takes 64 bits; and the least that a box which fills a gap can have. */
const [MEDIA_HEADER_BYTES, GAP_HEADER_BYTES] = [16, 8];

/**
 * Writes a film as its segments come in: once, and in the order in which it plays. Room is left for the index at the
 * start, whose size is known from the numbers of frames, but for what fills the rest of it.
 *
 * The segments must be alike: same set-up, same clock. Call `close` in the end, whatever became of it.
 */
export class FilmWriter {
  readonly #file: FilmFile;
  readonly #side: Side;
  readonly #pieces: readonly Piece[][];
  readonly #pictures: Pictures;
  readonly #chunks: Track['chunks'][];
  readonly #room: number;
  readonly #keyframes: number[] = [];
  readonly #pictureChunks: Track['chunks'] = [];
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #at: number;
  #segments = 0;
  #frames = 0;

  private constructor(file: FilmFile, segments: readonly number[], first: SegmentIndex, side: Side) {
    const { setup, ticksPerFrame } = first;
    const { timescale } = first.track;
    this.#file = file;
    this.#side = side;
    this.#pieces = piecesOf(segments, timescale / ticksPerFrame, side);
    this.#chunks = side.index.tracks.map(() => []);
    const sizes = new Uint32Array(segments.reduce((sum, frames) => sum + frames, 0));
    this.#pictures = { setup, timescale, ticksPerFrame, sizes, keyframes: [], chunks: [] };
    this.#room = FILE_TYPE.length + this.#largestIndex() + GAP_HEADER_BYTES + MEDIA_HEADER_BYTES;
    this.#at = this.#room;
  }

  /**
   * @param file Opened for writing, and empty; closed by `close`, or here where this fails.
   * @param segments Frames of each.
   * @param first What all segments are like.
   */
  static async open(
    file: FilmFile,
    segments: readonly number[],
    first: SegmentIndex,
    side: Side,
  ): Promise<FilmWriter> {
    try {
      return new FilmWriter(file, segments, first, side);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Bytes of the film so far. */
  get size(): number {
    return this.#at;
  }

  /** Puts the next segment behind the others, and what is heard meanwhile. Its frames must be those announced. */
  async append({ track, media }: SegmentIndex, source: ByteSource): Promise<void> {
    const own = track.keyframes ?? Array.from(track.sizes, (_, frame) => frame + 1);
    for (const keyframe of own) this.#keyframes.push(this.#frames + keyframe);
    this.#pictures.sizes.set(track.sizes, this.#frames);
    let { from } = media;
    let frame = 0;
    for (const { frames, before } of this.#pieces[this.#segments] ?? []) {
      for (const [number, { samples, spans }] of before.entries()) {
        if (samples === 0) continue;
        this.#chunks[number]?.push({ offset: this.#at, samples });
        for (const span of spans) await this.#copy(this.#side.source, span.from, span.to);
      }
      const bytes = track.sizes.subarray(frame, frame + frames).reduce((sum, size) => sum + size, 0);
      this.#pictureChunks.push({ offset: this.#at, samples: frames });
      await this.#copy(source, from, from + bytes);
      from += bytes;
      frame += frames;
    }
    this.#segments += 1;
    this.#frames += frame;
    // What is written of it may be held in memory, which it gives back then.
    await this.#flush();
  }

  /** Writes the index. */
  async finish(): Promise<void> {
    const isLarge = this.#at >= LARGE_FILE_BYTES;
    const chunks = { side: this.#chunks, pictures: this.#pictureChunks };
    const index = this.#index(this.#keyframes, chunks, isLarge);
    const media = this.#at - this.#room;
    const header = isLarge
      ? Buffer.concat([u32(1), Buffer.from('mdat'), u64(media + MEDIA_HEADER_BYTES)])
      : Buffer.concat([u32(media + 8), Buffer.from('mdat')]);
    const gap = this.#room - FILE_TYPE.length - index.length - header.length;
    const filling = box('free', Buffer.alloc(gap - GAP_HEADER_BYTES));
    await writeAll(this.#file, [FILE_TYPE, index, filling, header], 0);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  #index(
    keyframes: readonly number[],
    chunks: { side: readonly Track['chunks'][]; pictures: Track['chunks'] },
    isLarge: boolean,
  ): Buffer {
    const { index } = this.#side;
    const { timescale } = index;
    const pictures = { ...this.#pictures, keyframes, chunks: chunks.pictures };
    return box(
      'moov',
      movieHeader(index, picturesDuration(pictures, timescale)),
      pictureTrack(pictures, { timescale, isLarge, numbers: trackNumbers(index) }),
      ...sideTracks(index, chunks.side, isLarge),
      ...restOfIndex(index),
    );
  }

  /** Bytes that no index of this film exceeds: that of one with keyframes alone but one, beyond 4 GB. */
  #largestIndex(): number {
    const pieces = this.#pieces.flat();
    const keyframes = Array.from(this.#pictures.sizes.subarray(1), (_, frame) => frame + 1);
    const side = this.#chunks.map((_, number) =>
      pieces
        .map(({ before }) => ({ offset: 0, samples: before[number]?.samples ?? 0 }))
        .filter(({ samples }) => samples > 0),
    );
    const pictures = pieces.map(({ frames }) => ({ offset: 0, samples: frames }));
    return this.#index(keyframes, { side, pictures }, true).length;
  }

  async #copy(source: ByteSource, from: number, to: number): Promise<void> {
    for (let at = from; at < to; at += WRITE_BYTES) {
      const end = Math.min(to, at + WRITE_BYTES);
      this.#waiting.push(...(await source.slices(at, end)));
      this.#waitingBytes += end - at;
      this.#at += end - at;
      if (this.#waitingBytes >= WRITE_BYTES) await this.#flush();
    }
  }

  async #flush(): Promise<void> {
    await writeAll(this.#file, this.#waiting, this.#at - this.#waitingBytes);
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}

/** Brands as FFmpeg gives them to MP4 files with H.264. */
const FILE_TYPE = box('ftyp', Buffer.from('isom'), u32(0x200), Buffer.from('isomiso2avc1mp41'));
