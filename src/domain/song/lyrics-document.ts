import type { LyricLine, SungLine, TimedWord } from '#contracts/entities/song.ts';

/** Lyrics as they were given: their text untouched (P9), their times where the document has any. */
export interface LyricsDocument {
  readonly format: 'text' | 'lrc' | 'srt' | 'vtt';
  readonly lines: SungLine[];
  /** Words with times of their own (enhanced LRC, karaoke WebVTT); empty where the document has none. */
  readonly words: TimedWord[];
}

/** Why a document cannot be read. `line` counts from 1; null where the whole document is meant. */
export interface LyricsProblem {
  readonly code: 'lyrics-empty' | 'lyrics-no-cues' | 'lyrics-bad-time' | 'lyrics-too-long' | 'lyrics-garbled';
  readonly message: string;
  readonly line: number | null;
}

/** A line of which nothing but the words is known. */
export function untimedLine(text: string): SungLine {
  return {
    text,
    startSeconds: null,
    endSeconds: null,
    timing: 'none',
    confidence: null,
    reason: null,
    words: [],
  };
}

/** A line whose time stands in the document, with those of its words that have one, too. */
export function givenLine(
  text: string,
  startSeconds: number,
  endSeconds: number | null,
  words: readonly TimedWord[] = [],
): SungLine {
  return {
    text,
    startSeconds,
    endSeconds,
    timing: 'given',
    confidence: 1,
    reason: null,
    words: words.map((word) => ({ ...word, origin: 'given', confidence: 1 })),
  };
}

/** A line of a transcript, or one made elsewhere, with nothing known beyond its time. */
export function plainLine(line: LyricLine & Partial<SungLine>): SungLine {
  const { text, startSeconds, endSeconds, timing, confidence = null, reason = null, words = [] } = line;
  return { text, startSeconds, endSeconds, timing, confidence, reason, words };
}
