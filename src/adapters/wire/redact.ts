/** Shapes of secrets and of ids of persons that services are known to echo in their error texts. */
const ECHOES: readonly [RegExp, string][] = [
  // A signature lives in the query; the path alone says enough.
  [/(https?:\/\/[^\s"'<>?#\\]+)[?#][^\s"'<>\\]*/g, '$1'],
  [/(\/settings\/keys\/)[^\s"'<>]+/g, '$1…'],
  [/\b(?:Bearer|Token)\s+[A-Za-z0-9._~+/*=-]{6,}/gi, '[redacted]'],
  [/\b(?:sk|r8|whsec|pk)[-_][A-Za-z0-9._*+/=-]{4,}/g, '[redacted]'],
  [/\buser_[A-Za-z0-9]{4,}/g, '[redacted]'],
];

/** Longest text of somebody else's that goes into an error message. */
const MAX_CHARACTERS = 400;

/**
 * Makes a text from a service fit for logs and for users: one line, at most 400 characters, without the given
 * secrets, without anything shaped like a key, without queries of URLs (they may be signatures).
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length > 0) clean = clean.replaceAll(secret, '[redacted]');
  }
  for (const [pattern, replacement] of ECHOES) clean = clean.replace(pattern, replacement);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  clean = clean.replace(/[\u0000-\u001f\u007f\s]+/g, ' ').trim();
  return clean.length > MAX_CHARACTERS ? `${clean.slice(0, MAX_CHARACTERS - 1)}…` : clean;
}
