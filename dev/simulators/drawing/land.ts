import type { Random } from '../random.ts';
import { type Canvas, type Color, clamp01, mix, smoothstep } from './canvas.ts';
import type { Mood } from './mood.ts';
import { createRidge } from './noise.ts';

/** Fills a silhouette down to the bottom; it fades into `mist` with depth, as distant land does. */
export function fillBelow(
  canvas: Canvas,
  ridge: Float32Array,
  color: Color,
  mist: Color,
  mistDepth: number,
): void {
  for (let x = 0; x < canvas.width; x += 1) {
    const top = ridge[x] ?? 0;
    for (let y = Math.max(0, Math.floor(top)); y < canvas.height; y += 1) {
      const fade = clamp01((y - top) / mistDepth);
      canvas.blend(x, y, mix(color, mist, fade * 0.6), clamp01(y + 1 - top));
    }
  }
}

/** Snow on the upper part of a ridge, ragged at its lower edge. */
function capWithSnow(canvas: Canvas, ridge: Float32Array, lineY: number, mood: Mood): void {
  for (let x = 0; x < canvas.width; x += 1) {
    const top = ridge[x] ?? 0;
    const ragged = lineY + Math.sin(x * 0.35) * 4 + Math.sin(x * 0.11) * 7;
    const slope = (ridge[x + 7] ?? top) - (ridge[x - 7] ?? top);
    for (let y = Math.floor(top); y < ragged; y += 1) {
      const shade = mix(
        mood.light,
        mood.skyMiddle,
        0.12 + 0.4 * smoothstep(-5, 9, slope + Math.sin(y * 0.5) * 2),
      );
      canvas.blend(x, y, shade, clamp01(y + 1 - top) * 0.85 * clamp01((ragged - y) / 6));
    }
  }
}

export interface HillOptions {
  readonly layers: number;
  /** Height of the tallest layer, in pixels. */
  readonly height: number;
  readonly peaks: number;
  readonly snow: boolean;
}

/** Layers of hills from far and pale to near and dark. Returns the nearest one. */
export function paintHills(
  canvas: Canvas,
  mood: Mood,
  random: Random,
  horizonY: number,
  options: HillOptions,
): Float32Array {
  let ridge = new Float32Array(canvas.width).fill(horizonY);
  for (let layer = 0; layer < options.layers; layer += 1) {
    const depth = (layer + 1) / options.layers;
    const base = horizonY + (canvas.height - horizonY) * 0.3 * depth ** 2;
    const amplitude = options.height * (1 - 0.55 * depth) * random.between(0.8, 1.2);
    ridge = new Float32Array(
      createRidge(random, canvas.width, base, amplitude, options.peaks * random.between(0.8, 1.4)),
    );
    const color = mix(mix(mood.skyLow, mood.far, 0.35 + 0.65 * depth), mood.near, depth ** 1.6 * 0.8);
    fillBelow(canvas, ridge, color, mix(mood.skyLow, mood.far, 0.5), canvas.height * 0.22);
    if (options.snow && layer < 2) capWithSnow(canvas, ridge, base - amplitude * 0.25, mood);
  }
  return ridge;
}
