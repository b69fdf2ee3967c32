/** Red, green, blue from 0 to 255. */
export type Color = readonly [number, number, number];

export function mix(from: Color, to: Color, amount: number): Color {
  const keep = 1 - amount;
  return [from[0] * keep + to[0] * amount, from[1] * keep + to[1] * amount, from[2] * keep + to[2] * amount];
}

export function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value));
}

export function smoothstep(low: number, high: number, value: number): number {
  const t = clamp01((value - low) / (high - low));
  return t * t * (3 - 2 * t);
}

/** A small RGB picture to paint on; coordinates outside are ignored. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly #pixels: Float32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#pixels = new Float32Array(width * height * 3);
  }

  blend(x: number, y: number, color: Color, alpha: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height || alpha <= 0) return;
    const at = (y * this.width + x) * 3;
    const keep = 1 - alpha;
    const pixels = this.#pixels;
    pixels[at] = (pixels[at] ?? 0) * keep + color[0] * alpha;
    pixels[at + 1] = (pixels[at + 1] ?? 0) * keep + color[1] * alpha;
    pixels[at + 2] = (pixels[at + 2] ?? 0) * keep + color[2] * alpha;
  }

  /** Adds light (screen-like), for glows and lit windows. */
  glow(x: number, y: number, color: Color, amount: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height || amount <= 0) return;
    const at = (y * this.width + x) * 3;
    const pixels = this.#pixels;
    for (let channel = 0; channel < 3; channel += 1) {
      const value = pixels[at + channel] ?? 0;
      pixels[at + channel] = value + (255 - value) * Math.min(1, ((color[channel] ?? 0) / 255) * amount);
    }
  }

  at(x: number, y: number): Color {
    const column = Math.min(this.width - 1, Math.max(0, Math.round(x)));
    const row = Math.min(this.height - 1, Math.max(0, Math.round(y)));
    const at = (row * this.width + column) * 3;
    return [this.#pixels[at] ?? 0, this.#pixels[at + 1] ?? 0, this.#pixels[at + 2] ?? 0];
  }

  /** A soft round light. */
  glowDisc(centreX: number, centreY: number, radius: number, color: Color, strength: number): void {
    for (let y = Math.floor(centreY - radius); y <= centreY + radius; y += 1) {
      for (let x = Math.floor(centreX - radius); x <= centreX + radius; x += 1) {
        const distance = Math.sqrt((x - centreX) ** 2 + (y - centreY) ** 2) / radius;
        if (distance < 1) this.glow(x, y, color, (1 - distance) ** 2 * strength);
      }
    }
  }

  /** A filled ellipse with a one-pixel soft edge. */
  ellipse(centreX: number, centreY: number, radiusX: number, radiusY: number, color: Color, alpha = 1): void {
    const edge = Math.max(0.5, Math.min(radiusX, radiusY));
    for (let y = Math.floor(centreY - radiusY - 1); y <= centreY + radiusY + 1; y += 1) {
      for (let x = Math.floor(centreX - radiusX - 1); x <= centreX + radiusX + 1; x += 1) {
        const distance = Math.sqrt(((x - centreX) / radiusX) ** 2 + ((y - centreY) / radiusY) ** 2);
        this.blend(x, y, color, clamp01((1 - distance) * edge + 0.5) * alpha);
      }
    }
  }

  /** A horizontal span with soft ends, the building block of tapering shapes. */
  span(y: number, left: number, right: number, color: Color, alpha = 1): void {
    for (let x = Math.floor(left); x <= Math.ceil(right); x += 1) {
      const coverage = clamp01(Math.min(x + 0.5 - left, right - x + 0.5));
      this.blend(x, y, color, coverage * alpha);
    }
  }

  /** A line of the given width. */
  line(x1: number, y1: number, x2: number, y2: number, width: number, color: Color, alpha = 1): void {
    const steps = Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1) * 1.5));
    for (let step = 0; step <= steps; step += 1) {
      const t = step / steps;
      const x = x1 + (x2 - x1) * t;
      const y = y1 + (y2 - y1) * t;
      if (width <= 1.2) this.blend(Math.round(x), Math.round(y), color, alpha * Math.min(1, width));
      else this.ellipse(x, y, width / 2, width / 2, color, alpha);
    }
  }

  /** Changes every pixel in place. */
  grade(change: (color: Color, x: number, y: number) => Color): void {
    for (let y = 0; y < this.height; y += 1) {
      for (let x = 0; x < this.width; x += 1) {
        const at = (y * this.width + x) * 3;
        const color = change(this.at(x, y), x, y);
        this.#pixels.set(color, at);
      }
    }
  }

  /** Bytes in rows of red, green, blue, as FFmpeg's `rgb24`. */
  toRgb24(): Buffer {
    return Buffer.from(Uint8ClampedArray.from(this.#pixels).buffer);
  }
}
