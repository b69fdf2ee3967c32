/** Letters of alphabets that people and speech services take for one another. Vowels and breaths tell little. */
const SOUNDS: Readonly<Record<string, string>> = {
  P: 'bpбпβπ',
  F: 'fvвфφ',
  K: 'cgkqxгкхγκχξ',
  T: 'dtþðдтδτθ',
  S: 'sjzßжзсцчшщσςζψ',
  R: 'lrлрλρ',
  N: 'mnмнμν',
  '': 'aeiouhwyæœøıаеиоуыэюяйъьіїєαεηιουω',
};
const CLASS_OF = new Map(
  Object.entries(SOUNDS).flatMap(([key, letters]) => [...letters].map((letter) => [letter, key] as const)),
);

/**
 * What is left of a normalised word when letters that sound alike are one: `teeth` and `teased` differ, `kip` and
 * `keep` do not. Letters of other scripts stand for themselves. After Soundex (R. Russell, US patent 1261167), with
 * neither its first letter nor its length.
 */
export function soundKey(word: string): string {
  const spelled = word
    .replace(/^kn/u, 'n')
    .replace(/gh/gu, '')
    .replace(/ph/gu, 'f')
    .replace(/c(?=[eiy])/gu, 's');
  let key = '';
  for (const letter of spelled) {
    const sound = CLASS_OF.get(letter) ?? letter;
    if (sound !== '' && !key.endsWith(sound)) key += sound;
  }
  return key;
}
