import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaptionMode } from '#contracts/captions.ts';
import { textOf } from './caption-cue.ts';
import { captionCues } from './caption-cues.ts';
import { type CaptionScriptInput, captionScript } from './caption-script.ts';
import { drawnText } from './drawn-text.ts';
import { framesOf, readEvents, type SeenFrame } from './testing/read-script.ts';
import { anySong, SONG_SECONDS, timedLine } from './testing/timed-line.ts';

const cuesOf = (lines: ReturnType<typeof timedLine>[]) =>
  captionCues({ lines, words: [], durationSeconds: SONG_SECONDS });

const RATES = [
  { numerator: 24000, denominator: 1001 },
  { numerator: 25, denominator: 1 },
  { numerator: 60, denominator: 1 },
];

const input = (
  cues: CaptionScriptInput['cues'],
  more: Partial<CaptionScriptInput> = {},
): CaptionScriptInput => ({
  cues,
  mode: 'lines',
  preset: 'classic',
  frame: { width: 1280, height: 720 },
  frameRate: { numerator: 25, denominator: 1 },
  fromFrame: 0,
  frames: SONG_SECONDS * 25,
  language: null,
  ...more,
});
const modes = fc.constantFrom<CaptionMode>('lines', 'karaoke');

/** Text equal, and what is lit equal but for the hundredth of a second that scripts are rounded to. */
function expectSame(seen: SeenFrame, whole: SeenFrame) {
  expect(seen.text).toBe(whole.text);
  expect(seen.lit).toHaveLength(whole.lit.length);
  for (const [index, piece] of seen.lit.entries()) {
    const other = whole.lit[index];
    if (piece.step) expect(piece.share).toBe(other?.share);
    else expect(Math.abs(piece.share - (other?.share ?? -9)) * piece.centiseconds).toBeLessThanOrEqual(2);
  }
}

describe('a script of captions', () => {
  it('is the same text each time, and nothing where no caption is', () => {
    const cues = cuesOf([timedLine('Hold on to me', 10, 14)]);
    expect(captionScript(input(cues))).toBe(captionScript(input(cues)));
    expect(captionScript(input(cues, { fromFrame: 0, frames: 240 }))).toBeUndefined();
    expect(captionScript(input([]))).toBeUndefined();
  });

  it('does not change with captions elsewhere', () => {
    const own = timedLine('Hold on to me', 10, 14);
    const script = (others: string) =>
      captionScript(input(cuesOf([own, timedLine(others, 30, 34)]), { fromFrame: 200, frames: 200 }));
    expect(script('something else')).toBe(script('entirely'));
    expect(script('something else')).toContain('Hold on to me');
  });

  it('shows at each frame what the script of the whole film shows, however it is cut', () => {
    fc.assert(
      fc.property(
        anySong,
        modes,
        fc.constantFrom(...RATES),
        fc.uniqueArray(fc.integer({ min: 1, max: 599 }), { minLength: 1, maxLength: 6 }),
        (lines, mode, frameRate, cuts) => {
          const cues = cuesOf(lines);
          const total = Math.round((SONG_SECONDS * frameRate.numerator) / frameRate.denominator);
          const whole = framesOf(
            captionScript(input(cues, { mode, frameRate, frames: total })),
            total,
            frameRate,
          );
          const bounds = [
            0,
            ...cuts.map((cut) => Math.round((cut * total) / 600)).sort((a, b) => a - b),
            total,
          ];
          bounds.slice(0, -1).forEach((fromFrame, index) => {
            const frames = (bounds[index + 1] ?? total) - fromFrame;
            if (frames < 1) return;
            const script = captionScript(input(cues, { mode, frameRate, fromFrame, frames }));
            const seen = framesOf(script, frames, frameRate);
            expect(script === undefined).toBe(seen.every(({ text }) => text === ''));
            // Not each of thousands of frames: those around the cuts and every ninth between.
            seen.forEach((frame, at) => {
              if (at < 3 || at > frames - 4 || at % 9 === 0)
                expectSame(frame, whole[fromFrame + at] ?? { text: '', lit: [] });
            });
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('takes lyrics as data: no tag, no escape and no line of theirs', () => {
    const nasty = fc.array(
      fc.oneof(
        fc.constantFrom(
          '{',
          '}',
          '\\',
          'N',
          'n',
          'h',
          '{\\an8}',
          '{\\p1}m 0 0 l 9 9',
          '\r\n',
          'Dialogue: 0,',
          ',',
          ' ',
          '!',
        ),
        fc.string({ unit: 'grapheme', maxLength: 4 }),
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(nasty, modes, (parts, mode) => {
        const cues = cuesOf([timedLine(`a${parts.join('')}z`, 10, 14)]);
        const events = readEvents(captionScript(input(cues, { mode })) ?? '');
        const shown = cues.map((cue) => drawnText(cue.lines.map(textOf).join(' ')));
        const bare = (text: string) => text.replace(/[\s\u200E\u200F]/gu, '');
        expect(events.map(({ text }) => bare(text))).toEqual(shown.map(bare));
        for (const { blocks, rows } of events) {
          expect(
            blocks.filter((block) => !/^(?:\\fnNoto Sans[ A-Z]*|\\fs[\d.]+|\\kf?-?\d+)+$/iu.test(block)),
          ).toEqual([]);
          expect(rows).toBeLessThanOrEqual(2);
        }
      }),
    );
  });

  it('sets words in the order in which they are sung, and letters of right-to-left words one by one', () => {
    const cues = cuesOf([timedLine('שלום baby', 10, 14)]);
    const [event] = readEvents(captionScript(input(cues, { mode: 'karaoke', fromFrame: 250 })) ?? '');
    expect(event?.source).toBe(
      '{\\fnNoto Sans Hebrew\\fs54.8\\k-1\\k52}ש{\\k48}ל{\\k52}ו{\\k48}ם {\\fnNoto Sans\\fs54.9\\kf200}baby',
    );
  });

  it('keeps the direction of a line in both rows', () => {
    const line = 'אני אומר לך את זה עכשיו כל הלילה baby come back home to me tonight';
    const [event] = readEvents(
      captionScript(input(cuesOf([timedLine(line, 10, 14)]), { preset: 'karaoke' })) ?? '',
    );
    expect(event?.source).toMatch(/\\N\u200F/u);
  });

  it('sets a line smaller that would leave the safe area', () => {
    const word = 'Donaudampfschifffahrtsgesellschaftskapitän';
    const [event] = readEvents(
      captionScript(input(cuesOf([timedLine(word, 10, 14)]), { frame: { width: 720, height: 1280 } })) ?? '',
    );
    expect(Number(/\\fs([\d.]+)/u.exec(event?.source ?? '')?.[1])).toBeLessThan(40);
  });
});
