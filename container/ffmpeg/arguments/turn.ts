import type { Orientation } from '#container/files/orientation.ts';
import type { LocalInput } from './input.ts';

/** What makes of stored lines and columns what is shown; FFmpeg's own choices for a JPEG. */
const FILTERS: Readonly<Record<Orientation, readonly string[]>> = {
  1: [],
  2: ['hflip'],
  3: ['hflip', 'vflip'],
  4: ['vflip'],
  5: ['transpose=cclock_flip'],
  6: ['transpose=clock'],
  7: ['transpose=clock_flip'],
  8: ['transpose=cclock'],
};

/** Keeps FFmpeg from turning what {@link turnFilters} turn: which stills it turns itself depends on its version. */
export function turnArguments({ orientation }: LocalInput): string[] {
  return orientation === undefined ? [] : ['-noautorotate'];
}

/** Filters that turn a still's frame as it says of itself; none for others, which FFmpeg turns. */
export function turnFilters({ orientation }: LocalInput): readonly string[] {
  return orientation === undefined ? [] : FILTERS[orientation];
}
