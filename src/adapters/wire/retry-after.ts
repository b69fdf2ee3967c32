const DAY_SECONDS = 86_400;

/** Keeps a wait that a service asked for: finite, not negative, at most a day. Null for anything else. */
export function waitSeconds(value: unknown): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return null;
  return Math.min(value, DAY_SECONDS);
}

/**
 * Seconds to wait according to `retry-after-ms` (OpenAI) or `Retry-After`, which holds seconds or a date
 * (RFC 9110, section 10.2.3). Null where neither is there or readable.
 */
export function retryAfterSeconds(headers: Headers, nowMs: number): number | null {
  const milliseconds = decimal(headers.get('retry-after-ms'));
  if (milliseconds !== null) return waitSeconds(milliseconds / 1000);
  const header = headers.get('retry-after');
  if (header === null) return null;
  const seconds = decimal(header);
  if (seconds !== null) return waitSeconds(seconds);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : waitSeconds(Math.max(0, Math.ceil((at - nowMs) / 1000)));
}

function decimal(text: string | null): number | null {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}
