/** Seconds to the millisecond, as every format here can hold them at most. */
export function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
