import type { Random } from '../random.ts';
import { type Canvas, type Color, clamp01, mix, smoothstep } from './canvas.ts';
import { fillBelow } from './land.ts';
import type { Mood } from './mood.ts';
import { createNoise, createRidge } from './noise.ts';
import type { Light } from './sky.ts';

/** Water from `shoreY` down: the sky mirrored, broken by waves, with the light's path on it. */
export function paintWater(canvas: Canvas, mood: Mood, random: Random, light: Light, shoreY: number): void {
  const noise = createNoise(random);
  const depth = canvas.height - shoreY;
  for (let y = Math.floor(shoreY); y < canvas.height; y += 1) {
    const t = (y - shoreY) / depth;
    const squeeze = 60 / (4 + t * 60);
    for (let x = 0; x < canvas.width; x += 1) {
      const wave = noise((x / canvas.width) * 26 * squeeze + 3, t * 70 * (1.2 - t * 0.6));
      const fine = noise(x * 0.09 * (0.4 + squeeze), y * 0.5 + 11);
      const mirrorY = shoreY - (y - shoreY) * 0.9 + (wave - 0.5) * 22 * t;
      const mirrored = mix(
        canvas.at(x + (wave - 0.5) * 12, Math.max(0, mirrorY)),
        mood.near,
        0.25 + 0.45 * t,
      );
      const crest = smoothstep(0.62, 0.85, wave * 0.6 + fine * 0.4);
      const color = mix(mirrored, mix(mood.skyLow, mood.light, 0.4), crest * 0.35);
      const path = Math.exp(-(((x - light.x) / (canvas.width * (0.03 + t * 0.09))) ** 2));
      canvas.blend(x, y, color, 1);
      canvas.glow(x, y, mood.light, path * smoothstep(0.42, 0.75, fine * 0.55 + wave * 0.45) * 0.85);
    }
  }
}

/** A conifer whose foot stands at (x, y). */
function paintPine(canvas: Canvas, x: number, y: number, size: number, color: Color): void {
  const tiers = 6;
  for (let row = 0; row < size; row += 1) {
    const t = row / size;
    const tier = (t * tiers) % 1;
    const half = size * 0.23 * t * (0.55 + 0.45 * tier) + 0.4;
    canvas.span(Math.round(y - size + row), x - half, x + half, color);
  }
}

/** Rows of conifers growing towards the viewer. */
export function paintForest(canvas: Canvas, mood: Mood, random: Random, groundY: number): void {
  for (let row = 0; row < 4; row += 1) {
    const depth = (row + 1) / 4;
    const baseY = groundY + (canvas.height - groundY) * (0.1 + 0.8 * depth ** 1.5);
    const size = canvas.height * (0.1 + 0.32 * depth ** 1.4);
    const color = mix(mix(mood.far, mood.skyLow, 0.25), mood.near, 0.2 + 0.8 * depth);
    const ridge = createRidge(random, canvas.width, baseY, canvas.height * 0.02, 3);
    for (let x = -size * 0.2; x < canvas.width + size * 0.2; x += size * random.between(0.16, 0.5)) {
      // A clearing in the middle of the front rows keeps the view open.
      const open = row >= 2 && Math.abs(x / canvas.width - 0.5) < 0.22 && !random.chance(0.12);
      if (!open)
        paintPine(
          canvas,
          x,
          (ridge[Math.max(0, Math.floor(x))] ?? baseY) + 4,
          size * random.between(0.6, 1.15),
          color,
        );
    }
    fillBelow(canvas, ridge, color, mix(color, mood.skyLow, 0.2), canvas.height * 0.3);
  }
}

/** A skyline in three depths with lit windows. */
export function paintCity(canvas: Canvas, mood: Mood, random: Random, groundY: number): void {
  const warm: Color = mood.isNight
    ? mix(mood.accent, [255, 214, 140], 0.45)
    : mix(mood.light, [255, 226, 170], 0.5);
  for (let layer = 0; layer < 3; layer += 1) {
    const depth = (layer + 1) / 3;
    const color = mix(mix(mood.skyLow, mood.far, 0.5 + depth * 0.5), mood.near, depth ** 1.3 * 0.92);
    const lit = (mood.isNight ? 0.5 : 0.22) * (0.5 + depth * 0.5);
    for (let x = -10; x < canvas.width; ) {
      const wide = canvas.width * random.between(0.035, 0.085) * (0.6 + depth * 0.55);
      const tall = canvas.height * random.between(0.12, 0.46) * (1.05 - depth * 0.35);
      const top = groundY - tall + canvas.height * 0.1 * depth;
      for (let y = Math.floor(top); y < canvas.height; y += 1) {
        const haze = clamp01((y - top) / (canvas.height * 0.5)) * 0.25;
        canvas.span(y, x, x + wide, mix(color, mood.skyLow, haze * (1.2 - depth)));
      }
      if (random.chance(0.3)) canvas.line(x + wide / 2, top, x + wide / 2, top - tall * 0.14, 1, color);
      const pitch = Math.max(4, Math.round(canvas.height * (0.011 + 0.005 * depth)));
      for (let wy = Math.floor(top) + pitch; wy < canvas.height - pitch; wy += pitch) {
        for (let wx = Math.floor(x) + 3; wx < x + wide - 3; wx += pitch) {
          if (!random.chance(lit * 0.55)) continue;
          const tone = random.chance(0.2) ? mood.accent : warm;
          for (let dy = 0; dy < pitch * 0.5; dy += 1) canvas.glow(wx, wy + dy, tone, 0.75);
          canvas.glow(wx + 1, wy, tone, 0.6);
        }
      }
      x += wide + random.between(-2, 5);
    }
  }
}

/** Dunes: smooth crests, one side in the light. */
export function paintDunes(canvas: Canvas, mood: Mood, random: Random, groundY: number): void {
  for (let layer = 0; layer < 4; layer += 1) {
    const depth = (layer + 1) / 4;
    const baseY = groundY + (canvas.height - groundY) * (0.05 + 0.75 * depth ** 1.3);
    const swell = canvas.height * random.between(0.05, 0.1);
    const phase = random.between(0, 6);
    const waves = random.between(3, 7);
    const lit = mix(mix(mood.far, mood.skyLow, 0.55 - depth * 0.35), mood.light, 0.18);
    const dark = mix(mood.near, mood.far, 0.55 - depth * 0.3);
    for (let x = 0; x < canvas.width; x += 1) {
      const t = (x / canvas.width) * waves + phase;
      const top = baseY - (Math.sin(t) + 0.45 * Math.sin(t * 2.1 + 1)) * swell;
      const slope = Math.cos(t) + 0.95 * Math.cos(t * 2.1 + 1);
      for (let y = Math.max(0, Math.floor(top)); y < canvas.height; y += 1) {
        const below = clamp01((y - top) / (canvas.height * 0.25));
        const side = smoothstep(-1.1, 1.1, slope + below * 1.6 * Math.sin(t * 2 + below * 3));
        const ripple = Math.sin((y - top) * (1.6 - depth) + x * 0.05) * 0.04;
        canvas.blend(x, y, mix(dark, lit, clamp01(side * (1 - below * 0.5) + ripple)), clamp01(y + 1 - top));
      }
    }
  }
}

/** A meadow: a gentle hill with grass and flowers. */
export function paintMeadow(canvas: Canvas, mood: Mood, random: Random, groundY: number): void {
  const base = groundY + (canvas.height - groundY) * 0.3;
  const ridge = createRidge(random, canvas.width, base, canvas.height * 0.05, 1.6);
  const green: Color = mix(mood.near, mood.isNight ? [14, 40, 40] : [70, 120, 58], 0.5);
  fillBelow(canvas, ridge, mix(green, mood.skyLow, 0.3), mood.near, canvas.height * 0.3);
  for (let blade = 0; blade < canvas.width * 7; blade += 1) {
    const x = random.between(0, canvas.width);
    const top = ridge[Math.floor(x)] ?? base;
    const y = top + random.next() ** 0.8 * (canvas.height - top + 10);
    const near = clamp01((y - top) / (canvas.height - top));
    const tall = 2 + near * canvas.height * 0.045;
    const tone = mix(
      mix(green, mood.skyLow, 0.3 * (1 - near)),
      mood.near,
      random.between(0, 0.7) * (0.3 + near),
    );
    canvas.line(x, y, x + random.between(-0.4, 0.5) * tall, y - tall, 1, tone, 0.75);
    if (random.chance(0.045)) {
      const bloom = random.chance(0.5) ? mood.accent : mix(mood.light, [255, 120, 150], 0.5);
      canvas.ellipse(x, y - tall, 0.8 + near * 2.2, 0.8 + near * 1.8, bloom, 0.9);
    }
  }
}

/** A road to the horizon over flat ground. */
export function paintRoad(canvas: Canvas, mood: Mood, random: Random, groundY: number): void {
  const vanish = canvas.width * random.between(0.38, 0.62);
  const bend = canvas.width * random.between(-0.12, 0.12);
  const ground = new Float32Array(canvas.width).fill(groundY);
  fillBelow(canvas, ground, mix(mood.far, mood.near, 0.45), mood.near, canvas.height * 0.4);
  const asphalt = mix(mood.near, mood.far, 0.3);
  for (let y = Math.floor(groundY); y < canvas.height; y += 1) {
    const t = (y - groundY) / (canvas.height - groundY);
    const middle = vanish + bend * Math.sin(t * Math.PI) + (canvas.width / 2 - vanish) * t;
    const half = 2 + canvas.width * 0.3 * t ** 1.15;
    canvas.span(y, middle - half, middle + half, mix(asphalt, mood.skyLow, 0.3 * (1 - t)));
    canvas.span(y, middle - half * 0.95, middle - half * 0.92, mood.light, 0.5);
    canvas.span(y, middle + half * 0.92, middle + half * 0.95, mood.light, 0.5);
    if (Math.sin(9 / (t + 0.06)) > 0)
      canvas.span(y, middle - half * 0.02, middle + half * 0.02, mood.light, 0.8);
  }
}
