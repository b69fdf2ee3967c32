const SECTION =
  '(?:pre|post)?[- ]?(?:intro|verse|chorus|refrain|hook|bridge|interlude|instrumental|solo|break|breakdown|drop|outro|coda|tag|strophe|vers|refrão|estribillo|couplet|pont)';
// `Chorus:`, `(Verse 2)`, `## Bridge`, `Chorus x2:`; a bare "Bridge" may be sung.
const NAMED_SECTION = new RegExp(
  `^(?:#+\\s*${SECTION}[^:]{0,20}:?|${SECTION}(?:\\s+\\w{1,4}){0,2}\\s*:|\\(\\s*${SECTION}(?:\\s+\\w{1,4}){0,2}\\s*\\))$`,
  'iu',
);
const BRACKETED = /^\[[^\]]*\]$/u;

/** Whether a line of lyrics is sung: not a section header such as `[Chorus]`, and not mere symbols such as `♪`. */
export function isSung(text: string): boolean {
  const line = text.trim();
  return /[\p{L}\p{N}]/u.test(line) && !BRACKETED.test(line) && !NAMED_SECTION.test(line);
}
