/** The commonest little words of languages of one script, normalised; those that two share say nothing. */
const LITTLE_WORDS: Readonly<Record<string, string>> = {
  english: 'the and you my is it of that your with for we this are was dont just all what im its but',
  spanish: 'el los las y que en por con mi tu es un una yo pero como mas esta del lo se',
  french: 'le les et je tu dans sur pour mon ton est une des nous vous pas que qui cest au ce',
  german: 'der die das und ich du nicht ist ein eine mit mein dein wir sie auf den dem wie so',
  italian: 'il gli e che di per con mi ti sono una io non come piu della nel sei mio tuo',
  portuguese: 'o os as e que em por com meu teu um uma eu nao mas como mais voce da do',
  dutch: 'het een en ik je niet is van mijn met wij maar dat op zijn voor naar zo te',
};
/** Scripts that are written by one language, or by few that hardly share a song. */
const SCRIPTS: readonly (readonly [string, RegExp])[] = [
  ['japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['chinese', /\p{Script=Han}/u],
  // Hangul is compared by its letters.
  ['korean', /\p{Script=Hangul}/u],
  ['russian', /\p{Script=Cyrillic}/u],
  ['arabic', /\p{Script=Arabic}/u],
  ['hebrew', /\p{Script=Hebrew}/u],
  ['greek', /\p{Script=Greek}/u],
  ['hindi', /\p{Script=Devanagari}/u],
  ['thai', /\p{Script=Thai}/u],
];
const LEAST_SHARE = 0.08;

export interface Guess {
  /** What it is written in: `latin`, or the language that stands for its script. Null for no words. */
  readonly script: string | null;
  /** English name of the language; null where it cannot be told. */
  readonly language: string | null;
}

/** In which script and, as far as its little words tell, in which language words are. */
export function languageOf(tokens: readonly string[]): Guess {
  if (tokens.length === 0) return { script: null, language: null };
  // A few characters of one syllabary tell Japanese from Chinese; else most words decide.
  const most = (script: RegExp, share: number) =>
    tokens.filter((token) => script.test(token)).length >= tokens.length * share;
  const script = SCRIPTS.find(([name, characters]) => most(characters, name === 'japanese' ? 0.15 : 0.5));
  if (script) return { script: script[0] === 'japanese' ? 'chinese' : script[0], language: script[0] };
  const shares = Object.entries(LITTLE_WORDS)
    .map(([language, words]) => {
      const little = new Set(words.split(' '));
      return { language, share: tokens.filter((token) => little.has(token)).length / tokens.length };
    })
    .sort((a, b) => b.share - a.share);
  const [first, second] = shares;
  const isClear = first && first.share >= LEAST_SHARE && first.share >= (second?.share ?? 0) * 1.5;
  return { script: 'latin', language: isClear ? first.language : null };
}
