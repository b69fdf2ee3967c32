/** As many times as one view of a project may say; then all are forgotten. */
const MOST_KNOWN = 256;
const known = new Map<number, string>();

/**
 * ISO 8601 in UTC with milliseconds, of milliseconds since the epoch. A conversion: it reads no clock. What was born
 * together says the same time, and every view of it says it again, so that a time is mostly known.
 */
export function isoTime(milliseconds: number): string {
  const written = known.get(milliseconds);
  if (written !== undefined) return written;
  const text = new globalThis.Date(milliseconds).toISOString();
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(milliseconds, text);
  return text;
}
