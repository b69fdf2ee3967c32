/** ISO 639-1 codes and Whisper's own names for them, as answered in `language`. */
const NAMES: Readonly<Record<string, string>> = {
  af: 'afrikaans',
  ar: 'arabic',
  hy: 'armenian',
  az: 'azerbaijani',
  be: 'belarusian',
  bs: 'bosnian',
  bg: 'bulgarian',
  ca: 'catalan',
  zh: 'chinese',
  hr: 'croatian',
  cs: 'czech',
  da: 'danish',
  nl: 'dutch',
  en: 'english',
  et: 'estonian',
  fi: 'finnish',
  fr: 'french',
  gl: 'galician',
  de: 'german',
  el: 'greek',
  he: 'hebrew',
  hi: 'hindi',
  hu: 'hungarian',
  is: 'icelandic',
  id: 'indonesian',
  it: 'italian',
  ja: 'japanese',
  kn: 'kannada',
  kk: 'kazakh',
  ko: 'korean',
  lv: 'latvian',
  lt: 'lithuanian',
  mk: 'macedonian',
  ms: 'malay',
  mr: 'marathi',
  mi: 'maori',
  ne: 'nepali',
  no: 'norwegian',
  fa: 'persian',
  pl: 'polish',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sr: 'serbian',
  sk: 'slovak',
  sl: 'slovenian',
  es: 'spanish',
  sw: 'swahili',
  sv: 'swedish',
  tl: 'tagalog',
  ta: 'tamil',
  th: 'thai',
  tr: 'turkish',
  uk: 'ukrainian',
  ur: 'urdu',
  vi: 'vietnamese',
  cy: 'welsh',
};

/** `en` -> `english`; names pass through; anything else is taken for English. */
export function languageName(codeOrName: string | undefined): string {
  const known = codeOrName?.toLowerCase() ?? 'en';
  return NAMES[known] ?? (Object.values(NAMES).includes(known) ? known : 'english');
}

export function languageCode(name: string): string {
  return Object.entries(NAMES).find(([, known]) => known === name)?.[0] ?? 'en';
}

export function isLanguageCode(code: string): boolean {
  return NAMES[code] !== undefined;
}
