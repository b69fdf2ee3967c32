import type { Stream } from './inspect.ts';

/**
 * Degrees clockwise by which the frames are to be turned for display, 0 to 359. FFmpeg's display matrix counts the
 * other way; the `rotate` tag of older versions counts clockwise.
 */
export function rotationOf(stream: Pick<Stream, 'side_data_list' | 'tags'>): number {
  const matrix = stream.side_data_list.find((data) => data.rotation !== undefined)?.rotation;
  const clockwise = matrix !== undefined ? -matrix : Number(stream.tags.rotate ?? 0);
  return ((Math.round(clockwise) % 360) + 360) % 360;
}
