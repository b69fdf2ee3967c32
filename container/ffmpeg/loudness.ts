import type { Loudness } from '#contracts/media-jobs/analyze-song.ts';

/** Where the filter's gate closes: nothing was louder. */
const NOTHING_LUFS = -70;

/** Reads the summary of FFmpeg's `ebur128` filter; null where nothing could be heard, or no summary came. */
export function readLoudness(lines: readonly string[]): Loudness | null {
  const start = lines.findLastIndex((line) => /ebur128.*Summary:/.test(line));
  if (start < 0) return null;
  const summary = lines.slice(start);
  const integratedLufs = figureOf(summary, /^\s*I:\s*(\S+) LUFS/);
  if (integratedLufs === null || integratedLufs <= NOTHING_LUFS) return null;
  return {
    integratedLufs,
    rangeLu: Math.max(0, figureOf(summary, /^\s*LRA:\s*(\S+) LU/) ?? 0),
    truePeakDbtp: figureOf(summary, /^\s*Peak:\s*(\S+) dBFS/),
  };
}

/** Null for FFmpeg's `-inf` and `nan`, too. */
function figureOf(lines: readonly string[], pattern: RegExp): number | null {
  const figure = Number(lines.flatMap((line) => pattern.exec(line)?.[1] ?? [])[0]);
  return Number.isFinite(figure) ? figure : null;
}
