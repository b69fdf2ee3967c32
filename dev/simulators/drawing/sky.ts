import { createRandom, type Random } from '../random.ts';
import { type Canvas, type Color, clamp01, mix, smoothstep } from './canvas.ts';
import type { Mood } from './mood.ts';
import { createCloudField } from './noise.ts';

/** Where the picture's light comes from, in pixels. */
export interface Light {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

function skyColor(mood: Mood, t: number): Color {
  return t < 0.55
    ? mix(mood.skyTop, mood.skyMiddle, smoothstep(0, 0.55, t))
    : mix(mood.skyMiddle, mood.skyLow, smoothstep(0.5, 1, t));
}

function paintStars(canvas: Canvas, random: Random, horizonY: number): void {
  const count = Math.round((canvas.width * horizonY) / 420);
  for (let star = 0; star < count; star += 1) {
    const x = random.integer(0, canvas.width - 1);
    const y = Math.floor(random.next() ** 1.4 * horizonY);
    const size = random.next();
    canvas.glow(x, y, [255, 250, 235], 0.15 + size * 0.55);
    if (size > 0.95) canvas.glowDisc(x, y, 3.2, [220, 230, 255], 0.8);
  }
}

function paintAurora(canvas: Canvas, random: Random, horizonY: number, color: Color): void {
  for (let curtain = 0; curtain < 3; curtain += 1) {
    const phase = random.between(0, 6);
    const base = horizonY * random.between(0.35, 0.75);
    const waves = random.between(3, 7);
    for (let x = 0; x < canvas.width; x += 1) {
      const t = x / canvas.width;
      const bottom =
        base + Math.sin(t * waves + phase) * horizonY * 0.13 + Math.sin(t * waves * 3.7) * horizonY * 0.03;
      const ray = 0.55 + 0.45 * Math.sin(t * 90 + Math.sin(t * 23) * 4 + phase);
      const reach = horizonY * (0.3 + 0.15 * ray);
      for (let y = Math.max(0, Math.floor(bottom - reach)); y < bottom; y += 1) {
        const up = (bottom - y) / reach;
        const tone = mix(color, [170, 110, 255], up);
        canvas.glow(x, y, tone, clamp01(1 - up) ** 1.5 * smoothstep(0, 0.06, up) * ray * 0.5);
      }
    }
  }
}

/** Paints everything above the horizon (and the same gradient below it, for reflections). */
export function paintSky(canvas: Canvas, mood: Mood, seed: number, horizonY: number): Light {
  const random = createRandom(seed, 'sky');
  const { width, height } = canvas;
  const unit = Math.sqrt(width * height);
  const light: Light = {
    x: width * random.between(0.18, 0.82),
    y: horizonY * (mood.isNight ? random.between(0.2, 0.45) : random.between(0.45, 0.88)),
    radius: unit * (mood.isNight ? random.between(0.03, 0.05) : random.between(0.04, 0.075)),
  };
  const clouds = createCloudField(seed, width, height, 4.5 * (width / height), 11);
  const cover = mood.clouds * random.between(0.75, 1.1);
  for (let y = 0; y < height; y += 1) {
    const t = clamp01(y / horizonY);
    const base = skyColor(mood, t);
    const band = smoothstep(0, 0.15, t) * smoothstep(1.05, 0.75, t);
    for (let x = 0; x < width; x += 1) {
      const distance = Math.sqrt((x - light.x) ** 2 + ((y - light.y) * 1.15) ** 2) / unit;
      const halo = Math.exp(-distance * 4.2) * (mood.clouds >= 1 ? 0.25 : 0.55);
      let color = mix(base, mood.light, halo * (mood.isNight ? 0.45 : 0.9));
      const density = smoothstep(0.6 - cover * 0.18, 0.95 - cover * 0.12, clouds(x, y)) * band;
      if (density > 0) {
        const lit = mix(mix(mood.skyMiddle, mood.skyLow, 0.6), mood.light, clamp01(0.15 + halo * 1.5));
        const shaded = mix(lit, mood.skyTop, 0.2 * density);
        color = mix(color, mood.isNight ? mix(shaded, mood.skyTop, 0.45) : shaded, density * 0.62);
      }
      canvas.blend(x, y, color, 1);
    }
  }
  if (mood.isNight) paintStars(canvas, random, horizonY);
  if (mood.name === 'aurora') paintAurora(canvas, random, horizonY, mood.accent);
  if (mood.clouds < 1) {
    canvas.glowDisc(light.x, light.y, light.radius * 3.2, mood.light, mood.isNight ? 0.3 : 0.5);
    canvas.ellipse(light.x, light.y, light.radius, light.radius, mood.light, 0.96);
    if (mood.isNight && random.chance(0.5)) {
      const shade = mix(canvas.at(light.x + light.radius * 1.5, light.y), mood.skyTop, 0.1);
      canvas.ellipse(
        light.x + light.radius * 0.45,
        light.y - light.radius * 0.2,
        light.radius * 0.92,
        light.radius * 0.92,
        shade,
        0.95,
      );
    }
  }
  return light;
}
