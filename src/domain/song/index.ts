export { type HeardInput, linesFromHeard } from './lines-from-heard.ts';
export type { LyricsDocument, LyricsProblem } from './lyrics-document.ts';
export { parseLyrics } from './parse-lyrics.ts';
export { type LyricTimingInput, timeLyrics } from './time-lyrics.ts';
