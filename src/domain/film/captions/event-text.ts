import type { CaptionMode } from '#contracts/captions.ts';
import { type CaptionWord, textOf } from './caption-cue.ts';
import { BASE_FONT, type CaptionFont, type HanDesign } from './caption-fonts.ts';
import { drawnText, fontRuns, isRightToLeft } from './drawn-text.ts';
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

/** A stretch that is filled with colour at once, or in karaoke between two times. */
interface Piece {
  readonly text: string;
  readonly font: CaptionFont;
  readonly from: number;
  readonly to: number;
  readonly rightToLeft: boolean;
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
    if (piece.from !== clock) tags.push(`\\k${piece.from - clock}`);
    clock = piece.to;
    if (!piece.rightToLeft) return block([...tags, `\\kf${piece.to - piece.from}`]) + escapeAss(piece.text);
    const letters = segments(piece.text, 'grapheme');
    const at = (index: number) => Math.round(((piece.to - piece.from) * index) / letters.length);
    return letters
      .map((letter, index) => {
        const step = `\\k${at(index + 1) - at(index)}`;
        return block(index === 0 ? [...tags, step] : [step]) + escapeAss(letter);
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

const block = (tags: readonly string[]) => (tags.length === 0 ? '' : `{${tags.join('')}}`);

function piecesOf(row: readonly CaptionWord[], plan: EventPlan): Piece[] {
  const drawn = row.map((word) => ({ ...word, text: drawnText(word.text) }));
  const words = trimmed(drawn.filter(({ text }) => text.trim() !== ''));
  if (plan.mode === 'lines') {
    const text = words.map((word) => word.text).join('');
    return fontRuns(text, plan.han).map((run) => ({ ...run, from: 0, to: 0, rightToLeft: false }));
  }
  return words.flatMap((word) => {
    const from = plan.clock(word.startSeconds);
    // What lasts no time at all begins no piece of its own in libass.
    const to = Math.max(from + 1, plan.clock(word.endSeconds));
    const rightToLeft = isRightToLeft(word.text);
    let written = 0;
    return fontRuns(word.text, plan.han).map((run) => {
      const start = from + Math.round(((to - from) * written) / word.text.length);
      written += run.text.length;
      const end = from + Math.round(((to - from) * written) / word.text.length);
      return { ...run, from: start, to: Math.max(start + 1, end), rightToLeft };
    });
  });
}

function trimmed(words: readonly CaptionWord[]): CaptionWord[] {
  return words.map((word, index) =>
    index === words.length - 1 ? { ...word, text: word.text.trimEnd() } : word,
  );
}
