import { BASE_FONT, type CaptionFont, fontOf, type HanDesign } from './caption-fonts.ts';
import { segments } from './segments.ts';

/** A stretch of text in one font. */
export interface FontRun {
  readonly text: string;
  readonly font: CaptionFont;
}

/**
 * Emoji, flags and keycaps. libass draws outlines in one colour, and Debian's Noto fonts have none of these: they
 * would be boxes. Older symbols that are text unless marked otherwise, such as a heart or a star, are drawn as text.
 */
const EMOJI = /[\p{Emoji_Presentation}\p{Regional_Indicator}\u{1F000}-\u{1FAFF}]|\u20E3/u;
/** Marks that join, part or order letters have a meaning in Persian, Indic scripts and mixed directions. */
const FORMAT_MARKS = /[\u200C-\u200F\u061C]/u;
const INVISIBLE = /[\p{Variation_Selector}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u;
const SPACE = /[\p{Cc}\p{Zl}\p{Zp}]/u;
const RIGHT_TO_LEFT = /[\p{scx=Hebrew}\p{scx=Arabic}\p{scx=Syriac}\p{scx=Thaana}\p{scx=Nko}\p{scx=Adlam}]/u;

/** What of a text can be drawn: no emoji, nothing unassigned or private, control characters as spaces. */
export function drawnText(text: string): string {
  return segments(text, 'grapheme')
    .filter((grapheme) => !EMOJI.test(grapheme))
    .flatMap((grapheme) => [...grapheme])
    .map((character) => (SPACE.test(character) ? ' ' : character))
    .filter((character) => FORMAT_MARKS.test(character) || !INVISIBLE.test(character))
    .join('');
}

/** Divides a text by font. Punctuation and spaces take the font of what they follow, where that one has them. */
export function fontRuns(text: string, han: HanDesign): FontRun[] {
  const graphemes = segments(text, 'grapheme');
  const own = graphemes.map((grapheme) => fontOf(grapheme, han));
  let before = own.find((font) => font !== null) ?? BASE_FONT;
  const runs: FontRun[] = [];
  for (const [index, grapheme] of graphemes.entries()) {
    const blank = grapheme.trim() === '';
    const font = own[index] ?? (blank || before.punctuates ? before : BASE_FONT);
    if (!blank) before = font;
    const run = runs.at(-1);
    if (run && run.font === font) runs[runs.length - 1] = { text: run.text + grapheme, font };
    else runs.push({ text: grapheme, font });
  }
  return runs;
}

/** Which way a text runs, by its first letter (rule P2 of Unicode UAX 9). */
export function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(/\p{L}/u.exec(text)?.[0] ?? '');
}

/** Whether any of it runs from right to left. */
export function hasRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}
