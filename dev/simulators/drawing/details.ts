import type { Random } from '../random.ts';
import { type Canvas, mix } from './canvas.ts';
import type { Mood } from './mood.ts';

/** A person seen from behind, standing with the feet at (x, y). */
export function paintFigure(
  canvas: Canvas,
  mood: Mood,
  random: Random,
  x: number,
  y: number,
  size: number,
): void {
  const color = mix(mood.near, [0, 0, 0], 0.55);
  const head = size * 0.075;
  canvas.ellipse(x, y - size + head, head, head * 1.2, color);
  const coat = random.chance(0.5);
  for (let row = Math.floor(size * 0.15); row < size; row += 1) {
    const t = row / size;
    const shoulder = t < 0.22 ? (t - 0.15) / 0.07 : 1;
    const torso = size * (0.105 - (t > 0.22 ? Math.min(0.03, (t - 0.22) * 0.12) : 0)) * shoulder;
    const at = Math.round(y - size + row);
    if (t < 0.55) canvas.span(at, x - torso, x + torso, color);
    else if (coat && t < 0.72)
      canvas.span(at, x - torso - (t - 0.55) * size * 0.25, x + torso + (t - 0.55) * size * 0.25, color);
    else {
      canvas.span(at, x - size * 0.075, x - size * 0.012, color);
      canvas.span(at, x + size * 0.012, x + size * 0.075, color);
    }
  }
  const reach = random.chance(0.35) ? -0.3 : 0.36;
  canvas.line(
    x - size * 0.09,
    y - size * 0.76,
    x - size * 0.17,
    y - size * (0.76 - reach),
    size * 0.045,
    color,
  );
  canvas.line(x + size * 0.09, y - size * 0.76, x + size * 0.15, y - size * 0.42, size * 0.045, color);
}

export function paintBirds(canvas: Canvas, mood: Mood, random: Random, horizonY: number): void {
  const color = mix(mood.near, mood.skyMiddle, 0.15);
  const centreX = canvas.width * random.between(0.2, 0.8);
  const centreY = horizonY * random.between(0.25, 0.6);
  for (let bird = random.integer(4, 9); bird > 0; bird -= 1) {
    const x = centreX + random.between(-0.13, 0.13) * canvas.width;
    const y = centreY + random.between(-0.1, 0.1) * canvas.height;
    const span = canvas.height * random.between(0.008, 0.018);
    canvas.line(x - span, y - span * 0.5, x, y, 1.1, color, 0.85);
    canvas.line(x, y, x + span, y - span * 0.55, 1.1, color, 0.85);
  }
}

export function paintRain(canvas: Canvas, mood: Mood, random: Random): void {
  for (let drop = Math.round(canvas.width * 0.9); drop > 0; drop -= 1) {
    const x = random.between(-20, canvas.width);
    const y = random.between(-20, canvas.height);
    const length = random.between(6, 20);
    canvas.line(x, y, x + length * 0.22, y + length, 1, mood.light, random.between(0.08, 0.28));
  }
}

export function paintSnowfall(canvas: Canvas, random: Random): void {
  for (let flake = Math.round(canvas.width * 0.6); flake > 0; flake -= 1) {
    const size = random.next() ** 3 * 2.6 + 0.5;
    canvas.ellipse(
      random.between(0, canvas.width),
      random.between(0, canvas.height),
      size,
      size,
      [255, 255, 255],
      random.between(0.35, 0.9),
    );
  }
}

/** Fireflies, lanterns or sparks in the mood's accent colour. */
export function paintLights(canvas: Canvas, mood: Mood, random: Random, fromY: number): void {
  for (let spark = random.integer(18, 40); spark > 0; spark -= 1) {
    const x = random.between(0, canvas.width);
    const y = random.between(fromY, canvas.height);
    const size = random.between(2, 7);
    canvas.glowDisc(x, y, size, mood.accent, 0.85);
    canvas.glow(Math.round(x), Math.round(y), [255, 255, 255], 0.8);
  }
}
