import { createRandom } from '../random.ts';

export const LIGHTS_SIZE = { width: 480, height: 270 } as const;

/** A sheet of soft round lights on transparent ground (raw RGBA), drifting through clips. */
export function paintLights(variant: number): Buffer {
  const { width, height } = LIGHTS_SIZE;
  const alpha = new Float32Array(width * height);
  const random = createRandom('lights', variant);
  for (let light = 0; light < 26; light += 1) {
    const radius = 3 + random.next() ** 3 * 26;
    const strength = random.between(0.12, 0.4) * (radius > 14 ? 0.5 : 1);
    // Kept off the edges: a light that is cut would show where the sheet ends.
    const centreX = random.between(radius, width - radius);
    const centreY = random.between(radius, height - radius);
    for (let y = Math.floor(centreY - radius); y < centreY + radius; y += 1) {
      for (let x = Math.floor(centreX - radius); x < centreX + radius; x += 1) {
        const distance = Math.sqrt((x - centreX) ** 2 + (y - centreY) ** 2) / radius;
        const at = y * width + x;
        if (distance < 1) alpha[at] = Math.min(0.8, (alpha[at] ?? 0) + (1 - distance ** 2) * strength);
      }
    }
  }
  const bytes = Buffer.alloc(width * height * 4);
  for (const [index, value] of alpha.entries())
    bytes.set([255, 244, 214, Math.round(value * 255)], index * 4);
  return bytes;
}
