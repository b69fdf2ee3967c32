/**
 * The filter that puts so many seconds of silence before a sound, none for none. It counts samples and does not look at
 * times, so that it comes behind the one that fills the gaps.
 */
export function silenceFilters(seconds: number): string[] {
  return seconds > 0 ? [`adelay=delays=${(seconds * 1000).toFixed(3)}:all=1`] : [];
}
