const SECTION =
  '(?:pre|post)?[- ]?(?:intro|verse|chorus|refrain|hook|bridge|interlude|instrumental|solo|break|breakdown|drop|outro|coda|tag|strophe|vers|refrão|estribillo|couplet|pont)';
// `Chorus:`, `(Verse 2)`, `## Bridge`, `Chorus x2:`; a bare "Bridge" may be sung.
const NAMED_SECTION = new RegExp(
  `^(?:#+\\s*${SECTION}[^:]{0,20}:?|${SECTION}(?:\\s+\\w{1,4}){0,2}\\s*:|\\(\\s*${SECTION}(?:\\s+\\w{1,4}){0,2}\\s*\\))$`,
  'iu',
);
const BRACKETED = /^(?:\[[^\]]*\]|［[^］]*］|【[^】]*】|〔[^〕]*〕)$/u;
/** `(x2)`, `2x`, `× 3`, `(repeat chorus)`: how often, not what. */
const REPEAT =
  /^(?:[xX×]\s*\d{1,2}|\d{1,2}\s*[xX×]|\(\s*(?:[xX×]\s*\d{1,2}|\d{1,2}\s*[xX×]|repeat\b[^)]*|bis)\s*\))$/iu;
const REPEAT_AT_END = /\s*[([]\s*(?:[xX×]\s*\d{1,2}|\d{1,2}\s*[xX×])\s*[)\]]\s*$/u;

/** Whether a line of lyrics is sung: not a section header such as `[Chorus]`, and not mere symbols such as `♪`. */
export function isSung(text: string): boolean {
  const line = text.trim();
  return (
    /[\p{L}\p{N}]/u.test(line) && !BRACKETED.test(line) && !NAMED_SECTION.test(line) && !REPEAT.test(line)
  );
}

/** What is sung of a line: a `(x2)` at its end is none of it. The line itself keeps it. */
export function sungPart(text: string): string {
  return text.replace(REPEAT_AT_END, '');
}
