/** ISO 8601 in UTC with milliseconds, of milliseconds since the epoch. A conversion: it reads no clock. */
export function isoTime(milliseconds: number): string {
  return new globalThis.Date(milliseconds).toISOString();
}
