/** Names that speech services use for languages which CLDR calls something else. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  cantonese: 'yue',
  castilian: 'es',
  flemish: 'nl',
  mandarin: 'zh',
  myanmar: 'my',
  nynorsk: 'nn',
  pushto: 'ps',
  tagalog: 'tl',
};

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

let tags: ReadonlyMap<string, string> | undefined;

/**
 * The BCP 47 tag of a language that a speech service named (`english`) or tagged (`pt-BR`); null where it is not known.
 */
export function languageTag(language: string | null): string | null {
  const name = (language ?? '').trim().toLowerCase().replaceAll('_', '-');
  tags ??= tagsByName();
  const named = OTHER_NAMES[name] ?? tags.get(name);
  if (named !== undefined) return named;
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/u.test(name) ? (Intl.getCanonicalLocales(name)[0] ?? null) : null;
}

/** English names of all languages with a tag of two letters, after the platform's own table. */
function tagsByName(): Map<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  const found = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).flatMap(
    (tag): [string, string][] => {
      const name = names.of(tag)?.toLowerCase();
      // Withdrawn tags have the name of the one in use, which is then the canonical one.
      return name === undefined ? [] : [[name, Intl.getCanonicalLocales(tag)[0] ?? tag]];
    },
  );
  return new Map(found);
}
