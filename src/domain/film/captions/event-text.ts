import type { CaptionMode } from '#contracts/captions.ts';
import { type CaptionWord, textOf } from './caption-cue.ts';
import { BASE_FONT, type CaptionFont, type HanDesign } from './caption-fonts.ts';
import { drawnText, fontRuns, hasRightToLeft, isRightToLeft } from './drawn-text.ts';
import { segments } from './segments.ts';

const LEFT_TO_RIGHT_MARK = '\u200E';
const RIGHT_TO_LEFT_MARK = '\u200F';
const WORD_JOINER = '\u2060';

/** What a cue's text is written with. */
export interface EventPlan {
  readonly rows: readonly (readonly CaptionWord[])[];
  readonly mode: CaptionMode;
  /** Height of an em in pixels, and the one that the script's style has. */
  readonly em: number;
  readonly styleEm: number;
  readonly han: HanDesign;
  /** Hundredths of a second since the event's start at which a time of the song is reached; may be negative. */
  readonly clock: (seconds: number) => number;
}

/** A stretch in one font; in karaoke it is lit between two times of the song. */
interface Piece {
  readonly text: string;
  readonly font: CaptionFont;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Lyrics as data: nothing in them is read as a tag or an escape. */
export function escapeAss(text: string): string {
  return text.replaceAll('\\', `\\${WORD_JOINER}`).replaceAll('{', '\\{').replaceAll('}', '\\}');
}

/** Size of a font whose em is so high, as ASS counts it. */
export function assSize(em: number, font: CaptionFont): number {
  return Math.round(em * font.lineHeight * 10) / 10;
}

/**
 * The text of a caption's event. Karaoke is written as `\kf` (filled from left to right) for each word, in the order in
 * which they are written; times before the event are negative, so that a caption which began earlier goes on. libass
 * orders such pieces rightly where a line runs from right to left, but fills each from the left all the same: letters
 * of right-to-left words are turned on one by one instead (`\k`), joined as before.
 */
export function eventText(plan: EventPlan): string {
  const whole = plan.rows.map(textOf).join(' ');
  const rightToLeft = isRightToLeft(drawnText(whole));
  let font = BASE_FONT;
  let em = plan.styleEm;
  let clock = 0;
  const write = (piece: Piece): string => {
    const tags: string[] = [];
    if (piece.font !== font) tags.push(`\\fn${piece.font.family}`);
    if (piece.font !== font || em !== plan.em) tags.push(`\\fs${assSize(plan.em, piece.font)}`);
    font = piece.font;
    em = plan.em;
    if (plan.mode === 'lines') return block(tags) + escapeAss(piece.text);
    const from = plan.clock(piece.startSeconds);
    // What lasts no time at all begins no stretch of its own in libass.
    const to = Math.max(from + 1, plan.clock(piece.endSeconds));
    if (from !== clock) tags.push(`\\k${from - clock}`);
    clock = to;
    if (!hasRightToLeft(piece.text)) return block([...tags, `\\kf${to - from}`]) + escapeAss(piece.text);
    const steps = stepsOf(piece, plan.clock);
    return steps
      .map((step, index) => {
        const length = `\\k${(steps[index + 1]?.from ?? to) - step.from}`;
        return block(index === 0 ? [...tags, length] : [length]) + escapeAss(step.text);
      })
      .join('');
  };
  return plan.rows
    .map((row) => piecesOf(row, plan))
    .filter((pieces) => pieces.length > 0)
    .map((pieces) => {
      const text = pieces.map((piece) => piece.text).join('');
      // A row's direction is that of its line, whatever its own first letter is.
      const mark = rightToLeft ? RIGHT_TO_LEFT_MARK : LEFT_TO_RIGHT_MARK;
      return (isRightToLeft(text) === rightToLeft ? '' : mark) + pieces.map(write).join('');
    })
    .join('\\N');
}

/** Lam and alef are one glyph in every Arabic font, and the word for God is in many: they are lit together. */
const LIGATURE = /(\u0644\p{M}*(?:[\u0622\u0623\u0625\u0627\u0671]|\u0644\p{M}*\u0647)\p{M}*)/u;

/** The letters of a piece, those together that are lit at the same time. */
function stepsOf(piece: Piece, clock: EventPlan['clock']): { text: string; from: number }[] {
  const letters = piece.text
    .split(LIGATURE)
    .flatMap((part) => (LIGATURE.test(part) ? [part] : segments(part, 'grapheme')));
  const sungFor = piece.endSeconds - piece.startSeconds;
  const most = letters.filter((letter) => letter.trim() !== '').length;
  const steps: { text: string; from: number }[] = [];
  let sung = 0;
  for (const text of letters) {
    const from = clock(piece.startSeconds + (sungFor * Math.min(sung, most)) / most);
    const before = steps.at(-1);
    if (before && (before.from === from || text.trim() === '')) before.text += text;
    else steps.push({ text, from });
    if (text.trim() !== '') sung += 1;
  }
  return steps;
}

const block = (tags: readonly string[]) => (tags.length === 0 ? '' : `{${tags.join('')}}`);

function piecesOf(row: readonly CaptionWord[], plan: EventPlan): Piece[] {
  const drawn = row.map((word) => ({ ...word, text: drawnText(word.text) }));
  const words = trimmed(drawn.filter(({ text }) => text.trim() !== ''));
  if (plan.mode === 'lines') {
    const text = words.map((word) => word.text).join('');
    return fontRuns(text, plan.han).map((run) => ({ ...run, startSeconds: 0, endSeconds: 0 }));
  }
  return words.flatMap(({ text, startSeconds, endSeconds }) => {
    const secondsAt = (place: number) => startSeconds + ((endSeconds - startSeconds) * place) / text.length;
    let written = 0;
    return fontRuns(text, plan.han).map((run) => {
      const from = written;
      written += run.text.length;
      return { ...run, startSeconds: secondsAt(from), endSeconds: secondsAt(written) };
    });
  });
}

function trimmed(words: readonly CaptionWord[]): CaptionWord[] {
  return words.map((word, index) =>
    index === words.length - 1 ? { ...word, text: word.text.trimEnd() } : word,
  );
}
