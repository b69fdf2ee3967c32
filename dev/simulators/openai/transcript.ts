import { createRandom } from '../random.ts';
import type { TimedWord } from './songs.ts';

/** One `segments[]` entry of `verbose_json`. */
export interface Segment {
  readonly id: number;
  readonly seek: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly tokens: readonly number[];
  readonly temperature: number;
  readonly avg_logprob: number;
  readonly compression_ratio: number;
  readonly no_speech_prob: number;
}

/** A transcript before it is put into a response format. */
export interface Transcript {
  readonly text: string;
  readonly language: string;
  readonly durationSeconds: number;
  readonly words: readonly TimedWord[];
  readonly segments: readonly Segment[];
}

const PAUSE_SECONDS = 0.6;
const MAX_SEGMENT_SECONDS = 8;
const round = (seconds: number): number => Math.round(seconds * 100) / 100;

/** `Hello,` -> `Hello`: whisper's `words[]` carry no punctuation, apostrophes inside stay. */
function bare(word: string): string {
  return word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

function groupByPauses(words: readonly TimedWord[]): readonly (readonly TimedWord[])[] {
  const groups: TimedWord[][] = [];
  for (const word of words) {
    const current = groups.at(-1);
    const previous = current?.at(-1);
    const begins =
      current === undefined ||
      previous === undefined ||
      word.start - previous.end > PAUSE_SECONDS ||
      word.end - (current[0]?.start ?? 0) > MAX_SEGMENT_SECONDS;
    if (begins) groups.push([word]);
    else current.push(word);
  }
  return groups;
}

function toSegment(group: readonly TimedWord[], id: number): Segment {
  const start = round(group[0]?.start ?? 0);
  const text = ` ${group.map(({ word }) => word.trim()).join(' ')}`;
  const random = createRandom('segment', text, id);
  return {
    id,
    // Whisper works in windows of 30 s; `seek` is the window's start in hundredths of a second.
    seek: Math.floor(start / 30) * 3000,
    start,
    end: round(group.at(-1)?.end ?? 0),
    text,
    tokens: [
      50_364,
      ...group.map(() => random.integer(200, 50_000)),
      50_364 + Math.min(1500, Math.round((start % 30) * 50)),
    ],
    temperature: 0,
    avg_logprob: -Math.round(random.between(0.15, 0.45) * 1e4) / 1e4,
    compression_ratio: Math.round(random.between(1.05, 1.6) * 1e4) / 1e4,
    no_speech_prob: Math.round(random.between(0.001, 0.09) * 1e4) / 1e4,
  };
}

/** Builds a transcript from timed words; no words give the empty one that silence gets. */
export function createTranscript(
  words: readonly TimedWord[],
  durationSeconds: number,
  language: string,
): Transcript {
  const inside = words.filter(({ word, start }) => start < durationSeconds && bare(word) !== '');
  const segments = groupByPauses(inside).map(toSegment);
  return {
    text: segments
      .map(({ text }) => text)
      .join('')
      .trim(),
    language,
    durationSeconds,
    words: inside.map(({ word, start, end }) => ({
      word: bare(word),
      start: round(start),
      end: round(Math.min(end, durationSeconds)),
    })),
    segments,
  };
}
