/**
 * What is drawn into the middle of every picture: four by four cells, dark or light, which tell the source's number and
 * that of its frame, and which way is up. They are grey, so that no matrix of colours changes them.
 */

/** Cells along a side. */
export const CELLS = 4;
/** The marker's side as a fraction of the picture's shorter one: as much survives any crop between our shapes. */
const SIDE = 0.55;
/** Luma of dark and light cells. */
export const DARK = 40;
export const LIGHT = 210;
const SOURCE_BITS = 5;
const FRAME_BITS = 7;
export const MOST_SOURCES = 2 ** SOURCE_BITS;
export const MOST_FRAMES = 2 ** FRAME_BITS;

/** One light corner and three dark ones: a picture that is turned or mirrored reads as none. */
const CORNERS = [0, CELLS - 1, CELLS * (CELLS - 1), CELLS * CELLS - 1];
const FREE = Array.from({ length: CELLS * CELLS }, (_, cell) => cell).filter(
  (cell) => !CORNERS.includes(cell),
);

export interface Mark {
  readonly source: number;
  readonly frame: number;
}

/** The cells of a mark, row by row; true is light. */
export function cellsOf({ source, frame }: Mark): boolean[] {
  const bits = source * MOST_FRAMES + frame;
  const cells = Array.from({ length: CELLS * CELLS }, (_, cell) => cell === 0);
  for (const [place, cell] of FREE.entries()) cells[cell] = ((bits >> place) & 1) === 1;
  return cells;
}

/** Reads what {@link cellsOf} wrote from the luma of the cells; undefined where the corners are not those of a mark. */
export function readMark(lumas: readonly number[]): Mark | undefined {
  const [light = 0, ...dark] = CORNERS.map((cell) => lumas[cell] ?? 0);
  const middle = (light + Math.max(...dark)) / 2;
  if (light - Math.max(...dark) < 40 || dark.some((luma) => luma > middle)) return undefined;
  const bits = FREE.reduce((sum, cell, place) => sum + ((lumas[cell] ?? 0) > middle ? 2 ** place : 0), 0);
  return { source: Math.floor(bits / MOST_FRAMES), frame: bits % MOST_FRAMES };
}

/** Luma around the marker: each source has its own, far from dark and light cells. */
export function groundLuma(source: number): number {
  return 88 + ((source * 5) % 80);
}

/** Where the marker lies in a picture of a size, in pixels; each cell is a whole number of them. */
export function markerPlace({ width, height }: { width: number; height: number }) {
  const cell = 2 * Math.floor((SIDE * Math.min(width, height)) / CELLS / 2);
  const side = cell * CELLS;
  return { cell, side, x: Math.floor((width - side) / 2), y: Math.floor((height - side) / 2) };
}
