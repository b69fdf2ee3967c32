/** A family of Debian's fonts-noto-core or fonts-noto-cjk. */
export interface CaptionFont {
  readonly family: string;
  /**
   * Ascent and descent together in ems. Sizes in ASS scripts mean this height and not the em, so that one figure
   * would set Arabic far smaller than Latin.
   */
  readonly lineHeight: number;
  /** Whether it has the usual punctuation and digits, too. */
  readonly punctuates: boolean;
}

const font = (name: string, lineHeight: number, punctuates = false): CaptionFont => ({
  family: `Noto Sans${name === '' ? '' : ` ${name}`}`,
  lineHeight,
  punctuates,
});

/** Latin, Cyrillic and Greek, and what belongs to no script. */
export const BASE_FONT = font('', 1.362, true);

/** One design of the Chinese characters for each writing tradition that shares their code points. */
const HAN = {
  japanese: font('CJK JP', 1.448, true),
  korean: font('CJK KR', 1.448, true),
  simplified: font('CJK SC', 1.448, true),
  traditional: font('CJK TC', 1.448, true),
};
export type HanDesign = keyof typeof HAN;

/** Heights are the sums of `usWinAscent` and `usWinDescent`, which libass goes by. */
const FONTS: readonly (readonly [RegExp, CaptionFont])[] = [
  [/[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}]/u, BASE_FONT],
  [/\p{scx=Arabic}/u, font('Arabic', 2.112)],
  [/\p{scx=Hebrew}/u, font('Hebrew', 1.36)],
  [/\p{scx=Thai}/u, font('Thai', 1.511)],
  [/\p{sc=Devanagari}/u, font('Devanagari', 1.304)],
  [/\p{sc=Bengali}/u, font('Bengali', 1.325)],
  [/\p{sc=Tamil}/u, font('Tamil', 1.24)],
  [/\p{sc=Telugu}/u, font('Telugu', 1.352)],
  [/\p{sc=Gujarati}/u, font('Gujarati', 1.304)],
  [/\p{sc=Gurmukhi}/u, font('Gurmukhi', 1.304)],
  [/\p{sc=Kannada}/u, font('Kannada', 1.349)],
  [/\p{sc=Malayalam}/u, font('Malayalam', 1.247)],
  [/\p{sc=Sinhala}/u, font('Sinhala', 1.304)],
  [/\p{sc=Khmer}/u, font('Khmer', 1.362)],
  [/\p{sc=Lao}/u, font('Lao', 1.645)],
  [/\p{sc=Myanmar}/u, font('Myanmar', 2.184)],
  [/\p{sc=Georgian}/u, font('Georgian', 1.36)],
  [/\p{sc=Armenian}/u, font('Armenian', 1.36)],
  [/\p{sc=Ethiopic}/u, font('Ethiopic', 1.362)],
];
const KANA = /[\p{sc=Hiragana}\p{sc=Katakana}]/u;
const HANGUL = /\p{sc=Hangul}/u;
const CJK = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\uFF01-\uFFEE]/u;

/**
 * The font of a character; null where any will do, such as for spaces and commas. Scripts that are not listed are
 * left to fontconfig, which finds them in Noto's other families.
 */
export function fontOf(character: string, han: HanDesign): CaptionFont | null {
  if (CJK.test(character)) return HAN[han];
  return FONTS.find(([script]) => script.test(character))?.[1] ?? null;
}

/** The design for a cue: its own kana or hangul decide, else the song's. */
export function hanDesignOf(text: string, song: HanDesign): HanDesign {
  if (KANA.test(text)) return 'japanese';
  return HANGUL.test(text) ? 'korean' : song;
}

/** Frequent characters that only one of the two Chinese traditions writes so, pair by pair. */
const SIMPLIFIED = new Set(
  '们这个来说时国会对为还学过没爱听见开长问门间东车马鸟鱼风飞龙红绿话语谁让难忆伤泪梦边远',
);
const TRADITIONAL = new Set(
  '們這個來說時國會對為還學過沒愛聽見開長問門間東車馬鳥魚風飛龍紅綠話語誰讓難憶傷淚夢邊遠',
);

/**
 * The design for a song's Chinese characters: by its language where that says it, else by what is written.
 *
 * @param language as a speech service names it (`japanese`) or as a tag (`ja`, `zh-Hant`); null where unknown
 */
export function songHanDesign(texts: readonly string[], language: string | null): HanDesign {
  const name = (language ?? '').toLowerCase().replace('_', '-');
  if (/^(?:ja|jpn|japanese)\b/u.test(name)) return 'japanese';
  if (/^(?:ko|kor|korean)\b/u.test(name)) return 'korean';
  if (/^(?:yue|cantonese|zh-(?:tw|hk|mo|hant))\b/u.test(name)) return 'traditional';
  if (/^zh-(?:cn|sg|hans)\b/u.test(name)) return 'simplified';
  const written = texts.join('');
  const chinese = /^(?:zh|cmn|chinese|mandarin)\b/u.test(name);
  if (!chinese && KANA.test(written)) return 'japanese';
  if (!chinese && HANGUL.test(written)) return 'korean';
  let balance = 0;
  for (const character of written) {
    if (TRADITIONAL.has(character)) balance += 1;
    if (SIMPLIFIED.has(character)) balance -= 1;
  }
  return balance > 0 ? 'traditional' : 'simplified';
}
