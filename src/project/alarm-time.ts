/** Effects that are due are sent at once; the alarm comes this much later in case that failed. In milliseconds. */
const SEND_GRACE = 2000;

/**
 * The one alarm is the minimum of everything that waits (P4): tasks, effects not yet due or not yet sent, records
 * not yet acknowledged. Null where nothing waits. All times in milliseconds since the epoch.
 */
export function alarmTime(input: {
  now: number;
  wakeAt: number | null;
  effectAt: number | null;
  recordsAt: number | null;
}): number | null {
  const { now, wakeAt, effectAt, recordsAt } = input;
  const times = [wakeAt, recordsAt].filter((time) => time !== null);
  if (effectAt !== null) times.push(effectAt > now ? effectAt : now + SEND_GRACE);
  return times.length === 0 ? null : Math.max(now + 1, Math.min(...times));
}
