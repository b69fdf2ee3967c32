import { createRandom, type Random } from '../random.ts';

/** Smooth noise over a grid of random values, tiled, from 0 to 1. */
export function createNoise(random: Random): (x: number, y: number) => number {
  const side = 64;
  const grid = Float32Array.from({ length: side * side }, () => random.next());
  const value = (column: number, row: number): number =>
    grid[(row & (side - 1)) * side + (column & (side - 1))] ?? 0;
  return (x, y) => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    const u = x - column;
    const v = y - row;
    const s = u * u * (3 - 2 * u);
    const t = v * v * (3 - 2 * v);
    const top = value(column, row) * (1 - s) + value(column + 1, row) * s;
    const bottom = value(column, row + 1) * (1 - s) + value(column + 1, row + 1) * s;
    return top * (1 - t) + bottom * t;
  };
}

/** Several octaves of noise on a coarse raster, read back by interpolation: clouds at a sixteenth of the cost. */
export function createCloudField(
  seed: number,
  width: number,
  height: number,
  scaleX: number,
  scaleY: number,
): (x: number, y: number) => number {
  const step = 4;
  const columns = Math.ceil(width / step) + 2;
  const rows = Math.ceil(height / step) + 2;
  const noise = createNoise(createRandom(seed, 'clouds'));
  const field = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const x = ((column * step) / width) * scaleX;
      const y = ((row * step) / height) * scaleY;
      field[row * columns + column] =
        noise(x, y) * 0.5 +
        noise(x * 2.1 + 7, y * 2.1) * 0.27 +
        noise(x * 4.3, y * 4.3 + 3) * 0.15 +
        noise(x * 9, y * 9) * 0.08;
    }
  }
  return (x, y) => {
    const column = Math.floor(x / step);
    const row = Math.floor(y / step);
    const u = x / step - column;
    const v = y / step - row;
    const at = row * columns + column;
    const top = (field[at] ?? 0) * (1 - u) + (field[at + 1] ?? 0) * u;
    const bottom = (field[at + columns] ?? 0) * (1 - u) + (field[at + columns + 1] ?? 0) * u;
    return top * (1 - v) + bottom * v;
  };
}

/** The silhouette of hills: one height (pixel row) per column. */
export function createRidge(
  random: Random,
  width: number,
  baseY: number,
  amplitude: number,
  peaks: number,
): Float32Array {
  const noise = createNoise(random);
  const shift = random.between(0, 60);
  const line = new Float32Array(width);
  for (let x = 0; x < width; x += 1) {
    const t = (x / width) * peaks + shift;
    const height =
      noise(t, 0) * 0.58 + noise(t * 2.3, 9) * 0.25 + noise(t * 5.1, 17) * 0.11 + noise(t * 12, 31) * 0.05;
    line[x] = baseY - (height - 0.35) * 2 * amplitude;
  }
  return line;
}
