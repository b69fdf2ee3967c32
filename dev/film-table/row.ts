import type { AspectRatio, FramesPerSecond } from '#contracts/entities/project.ts';
import type { Fill } from '#contracts/media-jobs/picture.ts';
import type { SongName } from './songs.ts';

/** A film of the table; see there how scenes are written. */
export interface Row {
  readonly name: string;
  readonly fps: FramesPerSecond;
  readonly aspect: AspectRatio;
  readonly fill: Fill;
  readonly song: SongName;
  readonly scenes: readonly string[];
  /** What short clips do: `hold`, or play no slower than this. */
  readonly short: 'hold' | number;
  /** The song goes into the film as it came, without `film-audio` before it. */
  readonly raw?: true;
  /** In the size that the product makes, and not in the table's small one. */
  readonly fullSize?: true;
}

type More = Partial<Pick<Row, 'short' | 'raw' | 'fullSize'>>;
/** Short for a row of the table. */
export const row = (
  name: string,
  fps: FramesPerSecond,
  aspect: AspectRatio,
  fill: Fill,
  song: SongName,
  scenes: readonly string[],
  more: More = {},
): Row => ({ name, fps, aspect, fill, song, scenes, short: 'hold', ...more });
