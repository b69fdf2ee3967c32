import { movingMean } from './curves.ts';
import { TONAL_RATE } from './listener.ts';
import type { SpanOfTime } from './sections.ts';

/** From one step to the next (93 ms) a voice glides by so many semitones; instruments stay or leap. */
const [LEAST_BEND, GREATEST_BEND] = [0.25, 1.5] as const;
/** Steps on both sides that are looked at together: two seconds in all. */
const REACH = Math.round(TONAL_RATE);
/** Share of gliding steps from which on it is a voice, and down to which it still is. */
const [BEGINS, ENDS] = [0.3, 0.2] as const;
/** Shorter rests are breaths; shorter spans are chance. */
const [LONGEST_BREATH_SECONDS, SHORTEST_SECONDS] = [1.5, 1.8] as const;

/** Where somebody sings or speaks: where the strongest pitch glides, as voices do between and within notes. */
export function vocalsOf(pitch: Float32Array, durationSeconds: number): SpanOfTime[] {
  const bends = pitch.map((note, step) => {
    const before = pitch[step - 1] ?? 0;
    const bend = Math.abs(note - before);
    return note > 0 && before > 0 && bend >= LEAST_BEND && bend <= GREATEST_BEND ? 1 : 0;
  });
  const share = movingMean(bends, REACH);
  const spans: SpanOfTime[] = [];
  let start = -1;
  for (let step = 0; step <= share.length; step += 1) {
    const value = share[step] ?? 0;
    if (start < 0 && value >= BEGINS) start = step;
    if (start < 0 || value >= ENDS) continue;
    addSpan(spans, Math.max(0, start - 1) / TONAL_RATE, Math.min(durationSeconds, step / TONAL_RATE));
    start = -1;
  }
  return spans.filter((span) => span.endSeconds - span.startSeconds >= SHORTEST_SECONDS);
}

/** Appends a span, or lengthens the last one where there is only a breath between them. */
function addSpan(spans: SpanOfTime[], startSeconds: number, endSeconds: number): void {
  const last = spans.at(-1);
  if (last && startSeconds - last.endSeconds <= LONGEST_BREATH_SECONDS) {
    spans[spans.length - 1] = { startSeconds: last.startSeconds, endSeconds };
  } else if (endSeconds > startSeconds) spans.push({ startSeconds, endSeconds });
}
