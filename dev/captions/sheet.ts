import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CaptionMode, CaptionPreset } from '#contracts/captions.ts';
import { captionColumns, captionCues, captionScript } from '#domain/film/captions/index.ts';
import { writePicture } from './render.ts';
import { SAMPLES } from './samples.ts';

/**
 * Pictures of captions to look at: `node dev/captions/sheet.ts FOLDER` writes one for each script, mode and shape of
 * frame, and one for each preset.
 */
const FRAMES = { wide: [1280, 720], tall: [720, 1280], square: [720, 720] } as const;
const frameRate = { numerator: 25, denominator: 1 };
const folder = process.argv[2] ?? 'captions';
mkdirSync(folder, { recursive: true });

async function write(
  name: string,
  text: string,
  shape: keyof typeof FRAMES,
  look: { mode: CaptionMode; preset: CaptionPreset },
) {
  const [width, height] = FRAMES[shape];
  const frame = { width, height };
  const line = { text, startSeconds: 0, endSeconds: 4, timing: 'given' as const };
  const cues = captionCues({
    lines: [line],
    words: [],
    durationSeconds: 5,
    columns: captionColumns(look.preset, frame),
  });
  const script = captionScript({
    cues,
    ...look,
    frame,
    frameRate,
    fromFrame: 0,
    frames: 125,
    language: null,
  });
  if (script === undefined) throw new Error(`No caption for "${text}".`);
  const drawing = { script, width, height, frameRate, frames: 125, background: '0x5A6B7C' };
  await writePicture(drawing, 38, join(folder, `${name}.png`));
}

for (const [script, [short, long]] of Object.entries(SAMPLES)) {
  for (const shape of ['wide', 'tall', 'square'] as const) {
    await write(`${script}-lines-${shape}`, long, shape, { mode: 'lines', preset: 'classic' });
    await write(`${script}-karaoke-${shape}`, shape === 'wide' ? long : short, shape, {
      mode: 'karaoke',
      preset: 'karaoke',
    });
  }
}
for (const preset of CaptionPreset.options) {
  for (const mode of CaptionMode.options)
    await write(`preset-${preset}-${mode}`, SAMPLES.Latin[1], 'wide', { mode, preset });
}
console.log(`Pictures are in ${folder}.`);
