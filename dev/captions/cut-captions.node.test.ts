import { describe, expect, it } from 'vitest';
import type { CaptionMode } from '#contracts/captions.ts';
import { missingFonts } from '#dev/setup/ensure-fonts.ts';
import { captionCues, captionScript } from '#domain/film/captions/index.ts';
import { drawScript } from './render.ts';

const frame = { width: 640, height: 360 };
const frameRate = { numerator: 24000, denominator: 1001 };
const FRAMES = 96;
const CUT = 37;
const lines = [
  { text: 'Hold on, the night is ours', startSeconds: 0.5, endSeconds: 2, timing: 'given' as const },
  { text: 'אל תלך, הלילה שלנו', startSeconds: 2.1, endSeconds: 3.6, timing: 'given' as const },
];
const cues = captionCues({ lines, words: [], durationSeconds: 4 });

async function drawSpan(mode: CaptionMode, fromFrame: number, frames: number): Promise<readonly Buffer[]> {
  const look = { mode, preset: 'karaoke', frame, language: null } as const;
  const script = captionScript({ cues, ...look, frameRate, fromFrame, frames });
  return (await drawScript({ script: script ?? '', ...frame, frameRate, frames })).frames;
}

/** Pixels that differ by more than the rounding of a colour. */
function differing(a: Buffer | undefined, b: Buffer | undefined): number {
  let count = 0;
  for (let offset = 0; offset < frame.width * frame.height * 3; offset += 3) {
    if (
      Math.abs((a?.[offset] ?? 0) - (b?.[offset] ?? 0)) +
        Math.abs((a?.[offset + 2] ?? 0) - (b?.[offset + 2] ?? 0)) >
      32
    )
      count += 1;
  }
  return count;
}

describe.skipIf(missingFonts().length > 0)('a caption that runs across a cut', () => {
  it.each([
    ['lines', 0],
    // A word that is being filled may be a pixel further: scripts know hundredths of a second.
    ['karaoke', 60],
  ] as const)('is drawn frame by frame as without the cut (%s)', async (mode, most) => {
    const whole = await drawSpan(mode, 0, FRAMES);
    const parts = [...(await drawSpan(mode, 0, CUT)), ...(await drawSpan(mode, CUT, FRAMES - CUT))];
    expect(parts).toHaveLength(FRAMES);
    const apart = whole.map((picture, index) => differing(picture, parts[index]));
    expect(apart.filter((count) => count > most)).toEqual([]);
    // The measure tells frames apart: those before and after a caption, and in karaoke those within.
    expect(differing(whole[0], whole[CUT])).toBeGreaterThan(500);
    if (mode === 'karaoke') expect(differing(whole[CUT - 12], whole[CUT])).toBeGreaterThan(200);
  });
});
