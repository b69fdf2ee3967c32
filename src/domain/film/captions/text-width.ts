/**
 * Widths of text without a font at hand, in hundredths of an em: for printable ASCII the advances of Noto Sans Bold,
 * the widest face we set; for other scripts a figure above the mean of their letters.
 */
const ASCII = [
  26, 29, 47, 65, 57, 90, 75, 27, 34, 34, 55, 57, 28, 32, 28, 41, 57, 57, 57, 57, 57, 57, 57, 57, 57, 57, 28,
  28, 57, 57, 57, 48, 90, 69, 67, 64, 74, 56, 55, 72, 77, 39, 33, 66, 56, 94, 81, 80, 63, 80, 66, 55, 58, 76,
  65, 97, 67, 62, 58, 33, 41, 33, 57, 41, 36, 60, 63, 51, 63, 59, 39, 63, 66, 31, 31, 62, 31, 98, 66, 62, 63,
  63, 45, 50, 43, 66, 57, 86, 58, 57, 49, 39, 55, 39, 57,
];
const NOTHING = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}]/u;
const WIDE =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\u3000\uFF01-\uFF60]/u;
const OTHERS: readonly (readonly [RegExp, number])[] = [
  [/\p{Mc}/u, 45],
  [/[\p{scx=Tamil}\p{scx=Malayalam}]/u, 125],
  [/[\p{scx=Telugu}\p{scx=Kannada}\p{scx=Sinhala}\p{scx=Myanmar}\p{scx=Ethiopic}]/u, 100],
  [/[\p{scx=Devanagari}\p{scx=Bengali}\p{scx=Gujarati}\p{scx=Gurmukhi}\p{scx=Khmer}]/u, 80],
  [/[\p{scx=Hebrew}\p{scx=Thai}\p{scx=Lao}]/u, 66],
  [/\p{Lu}/u, 80],
  [/[\p{Ll}\p{scx=Arabic}]/u, 68],
  [/\p{L}/u, 75],
  [/[\p{P}\p{Z}]/u, 50],
];

/** Width of a text in ems; rather too much than too little. */
export function emWidth(text: string): number {
  let hundredths = 0;
  for (const character of text) hundredths += widthOf(character);
  return hundredths / 100;
}

/** Width of a text in columns of a terminal: two for each wide character. What subtitles are counted in. */
export function columnWidth(text: string): number {
  let columns = 0;
  for (const character of text) columns += NOTHING.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}

function widthOf(character: string): number {
  const ascii = ASCII[(character.codePointAt(0) ?? 0) - 32];
  if (ascii !== undefined) return ascii;
  if (NOTHING.test(character)) return 0;
  if (WIDE.test(character)) return 100;
  return OTHERS.find(([pattern]) => pattern.test(character))?.[1] ?? 100;
}
