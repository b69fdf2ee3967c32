import type { LyricsReport } from '#contracts/views/lyrics-report.ts';

type Line = LyricsReport['lines'][number];
type LookAt = LyricsReport['lookAt'][number];

/** A time that is this far from where the line was heard is worth a look. In seconds. */
const OFF_SECONDS = 0.8;
/** Below this, other words were heard than are written. */
const MISHEARD = 0.5;
/** Nobody sings more syllables in a second, even in rap. */
const MOST_SYLLABLES = 12;

export interface JudgedLine extends Line {
  readonly syllables: number;
  /** How surely its words were heard there, 0 to 1; 0 where they were not. */
  readonly heardConfidence: number;
}

/** Lines that need a person: those without a time first, then those that are furthest from what was heard. */
export function linesToLookAt(lines: readonly JudgedLine[]): LookAt[] {
  return lines
    .flatMap((line) => {
      const found = reason(line);
      const { index, text } = line;
      return found
        ? [{ urgency: found.urgency, entry: { index, text, why: found.why, message: found.message } }]
        : [];
    })
    .sort((a, b) => b.urgency - a.urgency || a.entry.index - b.entry.index)
    .map(({ entry }) => entry);
}

function reason(line: JudgedLine): { why: LookAt['why']; message: string; urgency: number } | null {
  const { startSeconds, endSeconds, timing, heardAtSeconds, heardConfidence } = line;
  if (startSeconds === null || endSeconds === null)
    return { why: 'no-time', message: 'Has no time yet: nothing near it was heard or given.', urgency: 4 };
  const fixed = timing === 'given' || timing === 'set';
  const off = heardAtSeconds === null ? 0 : heardAtSeconds - startSeconds;
  if (fixed && Math.abs(off) > OFF_SECONDS && heardConfidence >= MISHEARD) {
    const message = `Is ${timing} for ${startSeconds} s, but was heard ${seconds(off)}, at ${heardAtSeconds} s.`;
    return { why: 'off', message, urgency: 2 + Math.min(0.9, Math.abs(off) / 20) };
  }
  if (timing === 'interpolated') {
    const message = 'Was not heard; its time is estimated between its neighbours.';
    return { why: 'not-heard', message, urgency: 3 - (line.confidence ?? 0) };
  }
  // What a person set is settled.
  if (timing === 'set') return null;
  const length = endSeconds - startSeconds;
  if (line.syllables >= 4 && line.syllables > length * MOST_SYLLABLES) {
    const message = `Has ${line.syllables} syllables in ${length.toFixed(1)} s, more than anybody sings.`;
    return { why: 'hurried', message, urgency: 1.5 };
  }
  if (timing === 'aligned' && (line.confidence ?? 0) < MISHEARD) {
    const message = line.heard === '' ? 'Was hardly heard.' : `Was heard as "${line.heard.slice(0, 80)}".`;
    return { why: 'misheard', message, urgency: 1 - (line.confidence ?? 0) };
  }
  return null;
}

/** `1.2 s later`, `0.9 s sooner`. */
function seconds(off: number): string {
  return `${Math.abs(off).toFixed(1)} s ${off > 0 ? 'later' : 'sooner'}`;
}
