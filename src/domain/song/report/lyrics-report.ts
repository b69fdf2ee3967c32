import type { SungLine, TimedWord } from '#contracts/entities/song.ts';
import type { LyricsReport } from '#contracts/views/lyrics-report.ts';
import { compareLines } from '../compare-lines.ts';
import { median, sumOf } from '../line-time.ts';
import { lineWords } from '../line-words.ts';
import { toMilliseconds } from '../round-time.ts';
import { heardTokens } from '../word-tokens.ts';
import { languageOf } from './language-of.ts';
import { linesToLookAt } from './look-at.ts';
import { notesOf } from './notes.ts';
import { unknownSpans, wordsBetween } from './unknown-spans.ts';

export interface ReportInput {
  readonly lines: readonly SungLine[];
  /** What was heard, or what a user made of it; null where the song was not transcribed. */
  readonly transcript: { readonly words: readonly TimedWord[]; readonly language: string | null } | null;
}

/** Share of the words that must be found for lyrics to fit. */
const FITS = 0.7;
/** Lines that must agree before all of them are called early or late. */
const FEWEST_SHIFTED = 4;
/** Smaller shifts are the singer's. In seconds. */
const LEAST_OFFSET = 0.25;

/**
 * How well lyrics fit what was heard. The whole song is compared anew without regard to the times that lines have, so
 * that given times are judged, too.
 */
export function lyricsReport({ lines, transcript }: ReportInput): LyricsReport {
  const understood = transcript?.words ?? [];
  const heard = heardTokens(understood, Number.POSITIVE_INFINITY);
  const words = lines.map((line) => lineWords(line.text));
  const found = compareLines(words, heard);
  const tokens = found.matches.flat();
  const matched = tokens.filter((match) => match !== null).length;
  const weights = words.map((line) => sumOf(line.map(({ weight }) => weight)));
  const judged = lines.map((line, index) => {
    const at = found.times[index] ?? null;
    const { text, startSeconds, endSeconds, timing, confidence, reason } = line;
    return {
      index,
      text,
      startSeconds,
      endSeconds,
      timing,
      confidence,
      reason,
      heard:
        startSeconds === null || endSeconds === null
          ? ''
          : wordsBetween(understood, startSeconds, endSeconds),
      heardAtSeconds: at ? toMilliseconds(at.startSeconds) : null,
      heardConfidence: at?.confidence ?? 0,
      syllables: weights[index] ?? 0,
    };
  });
  const offsets = judged.flatMap(({ timing, startSeconds, heardAtSeconds, heardConfidence }) =>
    timing === 'given' && startSeconds !== null && heardAtSeconds !== null && heardConfidence >= 0.6
      ? [heardAtSeconds - startSeconds]
      : [],
  );
  const ours = languageOf(words.flat().flatMap(({ tokens }) => tokens));
  const theirs = languageOf(heard.map(({ text }) => text));
  const of = (timing: SungLine['timing']) => lines.filter((line) => line.timing === timing).length;
  const weighted = judged.map(({ heardConfidence }, index) => heardConfidence * (weights[index] ?? 0));
  const share = (part: number, whole: number) => (whole === 0 ? null : hundredths(part / whole));
  const untold = heard.length === 0;
  const report = {
    verdict: verdict(),
    score: transcript === null ? null : hundredths(sumOf(weighted) / Math.max(1, sumOf(weights))),
    coverage: {
      lines: lines.length,
      given: of('given'),
      set: of('set'),
      aligned: of('aligned'),
      interpolated: of('interpolated'),
      untimed: of('none'),
      lyricsHeard: untold ? null : share(matched, tokens.length),
      heardInLyrics: untold
        ? null
        : share(heard.filter((_, index) => !found.heard.isFree(index)).length, heard.length),
    },
    offsetSeconds: offsetOf(offsets),
    languages: { lyrics: ours.language, heard: transcript?.language ?? theirs.language },
    lines: judged.map(({ heardConfidence: _, syllables: __, ...line }) => line),
    lookAt: linesToLookAt(judged),
    notInLyrics: matched === 0 ? [] : unknownSpans(found.heard, understood),
  };
  return { ...report, notes: notesOf(report) };

  function verdict(): LyricsReport['verdict'] {
    if (transcript === null) return 'not-transcribed';
    if (untold) return 'nothing-heard';
    if (matched === 0) {
      const differ = ours.language !== null && theirs.language !== null && ours.language !== theirs.language;
      return ours.script !== theirs.script || differ ? 'another-language' : 'another-song';
    }
    return matched >= tokens.length * FITS ? 'fits' : 'fits-partly';
  }
}

/** By how much given times are early or late, where most of them agree on it; else null. */
function offsetOf(offsets: readonly number[]): number | null {
  const middle = median(offsets);
  if (middle === undefined || offsets.length < FEWEST_SHIFTED || Math.abs(middle) < LEAST_OFFSET) return null;
  const agreeing = offsets.filter((offset) => Math.abs(offset - middle) < LEAST_OFFSET).length;
  return agreeing > offsets.length / 2 ? toMilliseconds(middle) : null;
}

function hundredths(number: number): number {
  return Math.round(Math.min(1, Math.max(0, number)) * 100) / 100;
}
