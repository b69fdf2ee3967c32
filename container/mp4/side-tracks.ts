import { type Box, box, boxesIn, findBox } from './boxes.ts';
import { chunkTables } from './chunk-tables.ts';
import { presentationTimes } from './presentation.ts';
import type { Mp4Index } from './read-index.ts';
import type { Track } from './read-track.ts';

/** Bytes of a file. */
export interface Span {
  from: number;
  to: number;
}

/** Hands out one track's samples in order, as spans of its file. */
export class SampleQueue {
  readonly #samples: readonly { time: number; from: number; to: number }[];
  #next = 0;

  constructor(track: Track) {
    const places = placesOf(track);
    // What is no sound or caption is chapters: players gather their titles at once, so they lie together at the start.
    const isTimed = track.handler !== 'text';
    this.#samples = Array.from(presentationTimes(track), ({ time }, sample) => ({
      time: isTimed ? time / track.timescale : Number.NEGATIVE_INFINITY,
      ...(places[sample] ?? { from: 0, to: 0 }),
    }));
  }

  /** How many of the next samples begin before a time in seconds, and where they lie. Each is handed out once. */
  takeUntil(seconds: number): { samples: number; spans: Span[] } {
    const spans: Span[] = [];
    const first = this.#next;
    for (;;) {
      const sample = this.#samples[this.#next];
      if (sample === undefined || sample.time >= seconds) return { samples: this.#next - first, spans };
      const last = spans.at(-1);
      if (last?.to === sample.from) last.to = sample.to;
      else spans.push({ from: sample.from, to: sample.to });
      this.#next += 1;
    }
  }
}

function placesOf({ chunks, sizes }: Track): Span[] {
  const places: Span[] = [];
  for (const { offset, samples } of chunks) {
    let from = offset;
    for (let index = 0; index < samples; index += 1) {
      const to = from + (sizes[places.length] ?? 0);
      places.push({ from, to });
      from = to;
    }
  }
  return places;
}

/** Numbers of tracks in the film: those of an index stay, the pictures get the next one. */
export function trackNumbers(index: Mp4Index): { pictures: number; chapters: number | undefined } {
  const header = headerOf(index);
  const place = index.tracks.findIndex(({ handler }) => handler === 'text');
  return {
    pictures: index.bytes.readUInt32BE(header.end - 4),
    // FFmpeg counts from 1.
    chapters: place < 0 ? undefined : place + 1,
  };
}

/**
 * The tracks of an index for a film in which their samples lie elsewhere. All the rest of them stays as it is: edit
 * lists, languages, sample descriptions.
 *
 * @param chunks Of each track.
 */
export function sideTracks(
  { bytes }: Mp4Index,
  chunks: readonly Track['chunks'][],
  isLarge: boolean,
): Buffer[] {
  return boxesIn(bytes)
    .filter(({ type }) => type === 'trak')
    .map((track, number) => moved(bytes, track, chunkTables(chunks[number] ?? [], isLarge)));
}

const AROUND_TABLE: ReadonlySet<string> = new Set(['trak', 'mdia', 'minf']);
const PLACES: ReadonlySet<string> = new Set(['stsc', 'stco', 'co64']);

function moved(bytes: Buffer, one: Box, tables: readonly Buffer[]): Buffer {
  const inside = boxesIn(bytes, one.body, one.end);
  if (AROUND_TABLE.has(one.type)) {
    return box(one.type, ...inside.map((each) => moved(bytes, each, tables)));
  }
  if (one.type !== 'stbl') return copied(bytes, one);
  const kept = inside.filter(({ type }) => !PLACES.has(type)).map((each) => copied(bytes, each));
  return box('stbl', ...kept, ...tables);
}

function copied(bytes: Buffer, { type, body, end }: Box): Buffer {
  return box(type, bytes.subarray(body, end));
}

/** The film's header (`mvhd`) for one more track, and a film that lasts so long at least (ticks of its own clock). */
export function movieHeader(index: Mp4Index, leastDuration: number): Buffer {
  const copy = copied(index.bytes, headerOf(index));
  copy.writeUInt32BE(Math.max(copy.readUInt32BE(24), leastDuration), 24);
  copy.writeUInt32BE(trackNumbers(index).pictures + 1, copy.length - 4);
  return copy;
}

function headerOf({ bytes }: Mp4Index): Box {
  const header = findBox(bytes, ['mvhd']);
  // FFmpeg writes version 1 for what lasts longer than 24 days.
  if (header === undefined || bytes.readUInt8(header.body) !== 0)
    throw new RangeError('no mvhd that we know');
  return header;
}

/** What else an index has: title, artist, list of chapters. */
export function restOfIndex({ bytes }: Mp4Index): Buffer[] {
  return boxesIn(bytes)
    .filter(({ type }) => type !== 'mvhd' && type !== 'trak')
    .map((each) => copied(bytes, each));
}
