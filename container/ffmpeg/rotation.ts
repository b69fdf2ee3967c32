import type { Orientation } from '#container/files/orientation.ts';
import type { Stream } from './inspect.ts';

/** Degrees by which what was mirrored, where it is to be, is then turned clockwise. */
const CLOCKWISE: Readonly<Record<Orientation, number>> = {
  1: 0,
  2: 0,
  3: 180,
  4: 180,
  5: 270,
  6: 90,
  7: 90,
  8: 270,
};

/**
 * Degrees clockwise by which the frames are to be turned for display, 0 to 359. FFmpeg's display matrix counts the
 * other way; the `rotate` tag of older versions counts clockwise.
 *
 * @param orientation What a still says by itself, of which FFmpeg tells nothing.
 */
export function rotationOf(
  stream: Pick<Stream, 'side_data_list' | 'tags'>,
  orientation?: Orientation,
): number {
  if (orientation !== undefined) return CLOCKWISE[orientation];
  const matrix = stream.side_data_list.find((data) => data.rotation !== undefined)?.rotation;
  const clockwise = matrix !== undefined ? -matrix : Number(stream.tags.rotate ?? 0);
  return ((Math.round(clockwise) % 360) + 360) % 360;
}
