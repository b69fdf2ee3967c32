import type { LyricLine, TimedWord } from '#contracts/entities/song.ts';

/** Lyrics as they were given: their text untouched (P9), their times where the document has any. */
export interface LyricsDocument {
  readonly format: 'text' | 'lrc' | 'srt' | 'vtt';
  readonly lines: LyricLine[];
  /** Words with times of their own (enhanced LRC, karaoke WebVTT); empty where the document has none. */
  readonly words: TimedWord[];
}

/** Why a document cannot be read. `line` counts from 1; null where the whole document is meant. */
export interface LyricsProblem {
  readonly code: 'lyrics-empty' | 'lyrics-no-cues' | 'lyrics-bad-time';
  readonly message: string;
  readonly line: number | null;
}

export function untimedLine(text: string): LyricLine {
  return { text, startSeconds: null, endSeconds: null, timing: 'none' };
}
