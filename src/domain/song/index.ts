export { decodeLyrics } from './decode-lyrics.ts';
export { LYRICS_LIMITS } from './document-limits.ts';
export { exportLyrics } from './export/export-lyrics.ts';
export { type HeardInput, linesFromHeard } from './lines-from-heard.ts';
export type { LyricsDocument, LyricsProblem } from './lyrics-document.ts';
export { parseLyrics } from './parse-lyrics.ts';
export { lyricsReport } from './report/lyrics-report.ts';
export { type LyricTimingInput, timeLyrics } from './time-lyrics.ts';
