/**
 * Reads `mm:ss`, `mm:ss.xx`, `mm:ss:xx` (old LRC) or `hh:mm:ss,xxx` as seconds; the fraction may have one to three
 * digits. Undefined where the text is no time.
 */
export function readClock(text: string): number | undefined {
  const clock = /^\s*(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?\s*$/u.exec(text);
  if (!clock) return undefined;
  const [, hours, minutes, seconds, fraction] = clock;
  if (hours !== undefined && fraction === undefined) {
    // Three fields without a fraction: old LRC files write hundredths behind a colon.
    return Number(hours) * 60 + Number(minutes) + Number(seconds) / 100;
  }
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction ?? '0'}`);
}
