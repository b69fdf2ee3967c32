import { beforeAll, describe, expect, it } from 'vitest';
import type { CaptionMode, CaptionPreset } from '#contracts/captions.ts';
import { missingFonts } from '#dev/setup/ensure-fonts.ts';
import { captionColumns, captionCues, captionScript } from '#domain/film/captions/index.ts';
import { safeArea } from '#domain/film/captions/safe-area.ts';
import { type Drawn, drawnBox, drawScript } from './render.ts';
import { SAMPLES } from './samples.ts';

const SHAPES = {
  '16:9': { width: 1280, height: 720 },
  '9:16': { width: 720, height: 1280 },
  '1:1': { width: 720, height: 720 },
};
/** Few frames, since each is a megabyte or three. */
const RATE = 2;
/** Samples follow one another in one film, so that FFmpeg reads its fonts once. */
const SECONDS = 2;
const SCRIPTS = Object.entries(SAMPLES);
const NAMES = SCRIPTS.map(([name]) => name);

const lacking = missingFonts();
if (lacking.length > 0) console.warn(`Captions are not drawn in tests: ${lacking.join(', ')} not installed.`);

interface Look {
  readonly mode: CaptionMode;
  readonly preset: CaptionPreset;
  readonly frame: { width: number; height: number };
}

function scriptOf(
  texts: readonly string[],
  look: Look,
  columns = captionColumns(look.preset, look.frame),
): string {
  const lines = texts.map((text, index) => {
    const startSeconds = index * SECONDS;
    return { text, startSeconds, endSeconds: startSeconds + SECONDS, timing: 'given' as const };
  });
  const durationSeconds = texts.length * SECONDS;
  const cues = captionCues({ lines, words: [], durationSeconds, columns });
  const span = { fromFrame: 0, frames: durationSeconds * RATE, frameRate: rateOf(RATE), language: null };
  const script = captionScript({ cues, ...look, ...span });
  if (script === undefined) throw new Error('There is no caption.');
  return script;
}

async function draw(script: string, frame: Look['frame'], frames: number, rate = RATE): Promise<Drawn> {
  const drawn = await drawScript({ script, ...frame, frameRate: rateOf(rate), frames });
  expect(drawn.frames).toHaveLength(frames);
  return drawn;
}

/** The ground as FFmpeg draws it, from a corner that no caption reaches. */
const groundOf = (frame: Buffer | undefined) => [...(frame?.subarray(0, 3) ?? [])];

const rateOf = (numerator: number) => ({ numerator, denominator: 1 });
/** The frame in the middle of a sample. */
const middle = (index: number) => (index + 0.5) * SECONDS * RATE;

describe.skipIf(lacking.length > 0)('captions as they are drawn', () => {
  describe.each(Object.entries(SHAPES))('in a frame of %s', (_, frame) => {
    const safe = safeArea(frame);
    const drawn = { classic: [] as readonly Buffer[], bold: [] as readonly Buffer[] };
    beforeAll(async () => {
      for (const preset of ['classic', 'bold'] as const) {
        // Undivided, so that the longest lines are drawn in two rows.
        const texts = SCRIPTS.map(([, [, long]]) => long);
        const script = scriptOf(texts, { mode: 'lines', preset, frame }, 500);
        drawn[preset] = (await draw(script, frame, texts.length * SECONDS * RATE)).frames;
      }
    });

    it.each(
      SCRIPTS.flatMap(([name], index) =>
        (['classic', 'bold'] as const).map((preset) => [name, preset, index] as const),
      ),
    )('a long line of %s stays in the safe area (%s)', (_name, preset, index) => {
      const pictures = drawn[preset];
      const picture = pictures[middle(index)];
      if (picture === undefined) throw new Error('The frame is missing.');
      const box = drawnBox(picture, frame.width, groundOf(picture));
      expect(box).not.toBeNull();
      expect(box?.left).toBeGreaterThanOrEqual(safe.side);
      expect(box?.right).toBeLessThanOrEqual(frame.width - safe.side);
      expect(box?.top).toBeGreaterThanOrEqual(frame.height * 0.5);
      expect(box?.bottom).toBeLessThanOrEqual(frame.height - safe.bottom);
      // Set as large as the width allows: neither lost in it, nor more than two rows high.
      expect((box?.right ?? 0) - (box?.left ?? 0)).toBeGreaterThan(0.45 * (frame.width - 2 * safe.side));
      expect((box?.bottom ?? 0) - (box?.top ?? 0)).toBeLessThan(0.3 * Math.min(frame.width, frame.height));
    });
  });

  it('are glyphs and no boxes: each letter is another picture than a letter that no font has', async () => {
    const letters = SCRIPTS.flatMap(([name, texts]) => {
      const all = [...new Set(texts.join('').match(/[\p{L}\p{N}]/gu))];
      return all.slice(0, 24).map((letter) => ({ name, letter }));
    });
    const frame = { width: 160, height: 90 };
    const script = scriptOf(
      SCRIPTS.map(([, [short]]) => short),
      { mode: 'lines', preset: 'classic', frame },
    );
    const events = script.split('\n').filter((line) => line.startsWith('Dialogue:'));
    const head = script.slice(0, script.indexOf('Dialogue:'));
    const stamp = (tenths: number) =>
      `0:${String(Math.floor(tenths / 600)).padStart(2, '0')}:${((tenths / 10) % 60).toFixed(2).padStart(5, '0')}`;
    const single = (text: string, name: string, tenths: number) => {
      const font = /\{\\fn[^}]*\}/u.exec(events[NAMES.indexOf(name)] ?? '')?.[0] ?? '';
      return `Dialogue: 0,${stamp(tenths)},${stamp(tenths + 1)},Caption,,0,0,0,,${font}{\\fs40}${text}`;
    };
    const lines = letters.flatMap(({ letter, name }, index) => [
      single(letter, name, 2 * index),
      single('\u{10FFFF}', name, 2 * index + 1),
    ]);
    const { frames, log } = await draw(`${head}${lines.join('\n')}\n`, frame, letters.length * 2, 10);
    const same = letters.filter((_, index) =>
      frames[2 * index]?.equals(frames[2 * index + 1] ?? Buffer.alloc(0)),
    );
    const empty = letters.filter(
      (_, index) => drawnBox(frames[2 * index] ?? Buffer.alloc(0), frame.width, groundOf(frames[0])) === null,
    );
    expect({ same, empty }).toEqual({ same: [], empty: [] });
    expect(drawnBox(frames[1] ?? Buffer.alloc(0), frame.width, groundOf(frames[0]))).not.toBeNull();
    // What no font has is said to be missing: so the letters that are not, were found in the font that was named.
    expect(log).toMatch(/0x10FFFF/iu);
    expect(log.match(/Glyph 0x(?!10FFFF)[0-9A-F]+ not found/giu)).toBeNull();
  });

  it('draw whole lines without asking for another font', async () => {
    const frame = SHAPES['16:9'];
    const texts = SCRIPTS.flatMap(([, both]) => [...both]);
    const { log } = await draw(scriptOf(texts, { mode: 'karaoke', preset: 'karaoke', frame }), frame, 2);
    expect(log).toMatch(/fontselect/u);
    const all = await draw(
      scriptOf(texts, { mode: 'lines', preset: 'karaoke', frame }),
      frame,
      texts.length * SECONDS * RATE,
    );
    expect(all.log.match(/Glyph 0x[0-9A-F]+ not found/giu)).toBeNull();
  });

  it('take tags in lyrics as text', async () => {
    const frame = SHAPES['16:9'];
    const { frames } = await draw(
      scriptOf(['{\\an8\\fs200}up\\Nand {\\p1}away'], { mode: 'lines', preset: 'classic', frame }),
      frame,
      3,
    );
    const box = drawnBox(frames[middle(0)] ?? Buffer.alloc(0), frame.width, groundOf(frames[middle(0)]));
    expect(box?.top).toBeGreaterThan(frame.height * 0.8);
    expect((box?.right ?? 0) - (box?.left ?? 0)).toBeGreaterThan(300);
  });

  it('shape letters in karaoke as in whole lines, also where letters join', async () => {
    const frame = SHAPES['16:9'];
    const texts = ['السلام عليكم والآن بسم الله', 'שלום לכולם', 'हर रोशनी जो हमने जलती छोड़ी'];
    const [lines, karaoke] = await Promise.all(
      (['lines', 'karaoke'] as const).map((mode) =>
        draw(scriptOf(texts, { mode, preset: 'classic', frame }), frame, texts.length * SECONDS * RATE),
      ),
    );
    const mask = (picture: Buffer | undefined) => {
      const ground = groundOf(picture);
      return Array.from({ length: frame.width * frame.height }, (_, pixel) =>
        ground.some((value, index) => Math.abs(value - (picture?.[pixel * 3 + index] ?? 0)) > 8),
      );
    };
    texts.forEach((_, index) => {
      const whole = mask(lines?.frames[middle(index)]);
      const stepped = mask(karaoke?.frames[middle(index)]);
      const apart = whole.filter((isDrawn, pixel) => isDrawn !== stepped[pixel]).length;
      expect(apart).toBeLessThan(0.02 * whole.filter(Boolean).length);
    });
  });

  it.each([
    ['from left to right', 'one two three four', 1],
    ['from right to left', 'אחת שתיים שלוש ארבע', -1],
    ['from right to left, joined', 'واحد اثنان ثلاثة أربعة', -1],
  ])('light words %s', async (_, text, direction) => {
    const frame = SHAPES['16:9'];
    const { frames } = await draw(scriptOf([text], { mode: 'karaoke', preset: 'classic', frame }), frame, 3);
    const colours = (picture: Buffer) => {
      const at = { lit: [] as number[], white: [] as number[] };
      for (let offset = 0; offset < picture.length; offset += 3) {
        const [red = 0, green = 0, blue = 0] = picture.subarray(offset, offset + 3);
        if (red > 240 && green > 190 && blue < 120) at.lit.push((offset / 3) % frame.width);
        if (red > 240 && green > 240 && blue > 240) at.white.push((offset / 3) % frame.width);
      }
      return at;
    };
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const halfway = colours(frames[middle(0)] ?? Buffer.alloc(0));
    expect(halfway.lit.length).toBeGreaterThan(200);
    expect(halfway.white.length).toBeGreaterThan(200);
    expect(direction * (mean(halfway.white) - mean(halfway.lit))).toBeGreaterThan(50);
    expect(colours(frames[0] ?? Buffer.alloc(0)).lit.length).toBeLessThan(halfway.lit.length);
  });
});
