import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { tooMuchOutput } from '#container/ffmpeg/exits.ts';
import { forEachBounded } from '#container/files/bounded.ts';
import { HeldMemory } from '#container/files/fetch-held.ts';
import { MediaFailure } from '#container/media-failure.ts';
import { FilmWriter } from '#container/mp4/film-writer.ts';
import type { SegmentIndex } from '#container/mp4/segment-index.ts';
import type { MediaJobSpec } from '#contracts/media.ts';
import type { Loudness } from '#contracts/media-jobs/analyze-song.ts';
import { stepOf, type WorkContext } from './context.ts';
import { FilmProgress } from './film-progress.ts';
import { type FilmSide, makeFilmSide, orderFilmSide } from './film-side.ts';
import { type OpenSegment, openSegment, refuseUnlike } from './open-segment.ts';

type AssembleSpec = Extract<MediaJobSpec, { kind: 'assemble' }>;

const FETCHES_AT_ONCE = 6;
/** Segments that come in while the song is not ready yet wait here, and behind that on disk. */
const HELD_BYTES = 64 * 1024 ** 2;

/**
 * Fetches the song and then the segments, and writes each segment into the film as soon as what FFmpeg makes of the song
 * and all segments before it are there.
 *
 * @returns How loud the song was heard to be; undefined where it was copied.
 */
export async function writeFilm(
  spec: AssembleSpec,
  output: string,
  context: WorkContext,
): Promise<{ loudness: Loudness | null | undefined }> {
  const line = new FilmLine(spec, join(context.folder, output), context);
  const memory = new HeldMemory(HELD_BYTES);
  const progress = new FilmProgress(spec.segments.length, stepOf(context, 0, 0.8));
  const files = Array.from({ length: spec.segments.length + 1 }, (_, number) => number);
  try {
    // Alone: the film's first byte waits for what FFmpeg makes of the song, and FFmpeg for the song.
    const order = await orderFilmSide(spec, context);
    await forEachBounded(files, FETCHES_AT_ONCE, context.signal, async (number, signal) => {
      const surroundings = { ...context, signal };
      const url = spec.segments[number - 1]?.input;
      if (url === undefined) {
        await line.begin(await makeFilmSide(spec, order, surroundings, (share) => progress.encode(share)));
        progress.encode(1);
      } else {
        await line.add(await openSegment(surroundings, url, number, memory));
        progress.add();
      }
    });
    return await line.finish();
  } finally {
    await line.close();
  }
}

/** What is there of a film, and waits for what comes before it. */
class FilmLine {
  readonly #spec: AssembleSpec;
  readonly #path: string;
  readonly #context: WorkContext;
  /** By number. */
  readonly #waiting = new Map<number, OpenSegment>();
  #side: FilmSide | undefined;
  #film: FilmWriter | undefined;
  #first: SegmentIndex | undefined;
  #next = 1;
  #writing: Promise<void> = Promise.resolve();

  constructor(spec: AssembleSpec, path: string, context: WorkContext) {
    this.#spec = spec;
    this.#path = path;
    this.#context = context;
  }

  begin(side: FilmSide): Promise<void> {
    this.#side = side;
    return this.#advance();
  }

  add(segment: OpenSegment): Promise<void> {
    this.#waiting.set(segment.number, segment);
    return this.#advance();
  }

  async finish(): Promise<{ loudness: Loudness | null | undefined }> {
    if (this.#film === undefined || this.#side === undefined) {
      throw new MediaFailure('internal', 'The film was not written.');
    }
    await this.#film.finish();
    return { loudness: this.#side.loudness };
  }

  async close(): Promise<void> {
    for (const { held } of this.#waiting.values()) await held.discard();
    await this.#film?.close();
    await this.#side?.close();
  }

  /** Writes all that can be, one after the other. Resolves when that is written; rejects where any before it failed. */
  #advance(): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      for (;;) {
        const segment = this.#waiting.get(this.#next);
        if (segment === undefined || this.#side === undefined) return;
        await this.#write(segment, this.#side);
        this.#waiting.delete(this.#next);
        this.#next += 1;
      }
    });
    return this.#writing;
  }

  async #write(segment: OpenSegment, side: FilmSide): Promise<void> {
    const frames = this.#spec.segments.map((each) => each.frames);
    this.#first ??= segment.index;
    refuseUnlike(this.#first, segment, frames[segment.number - 1] ?? 0);
    this.#film ??= await FilmWriter.open(await open(this.#path, 'w'), frames, this.#first, side);
    await this.#film.append(segment.index, segment.held.source);
    const { maxOutputBytes } = this.#context.limits;
    if (this.#film.size > maxOutputBytes) throw tooMuchOutput(maxOutputBytes);
    await segment.held.discard();
  }
}
