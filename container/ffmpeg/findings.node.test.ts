import { describe, expect, it } from 'vitest';
import { readFindings } from './findings.ts';

const RATE = { numerator: 24_000, denominator: 1001 };

describe('what FFmpeg noticed', () => {
  it.each([
    ['', { black: [], frozen: [] }],
    [
      'frame:0 pts:0 pts_time:0\nlavfi.black_start=0\nlavfi.black_end=0.041708',
      { black: [[0, 1]], frozen: [] },
    ],
    ['lavfi.black_start=1.00100', { black: [[24, 48]], frozen: [] }],
    [
      'lavfi.freezedetect.freeze_start=0.5\nlavfi.freezedetect.freeze_duration=1\nlavfi.freezedetect.freeze_end=1.5\r',
      { black: [], frozen: [[12, 36]] },
    ],
    [
      'lavfi.freezedetect.freeze_start=0\nlavfi.black_start=0.5\nlavfi.black_end=1',
      { black: [[12, 24]], frozen: [[0, 48]] },
    ],
    [
      'lavfi.black_end=1\nlavfi.black_start=nonsense\nlavfi.other=5\n[blackdetect @ 0x1] black_start:1',
      { black: [], frozen: [] },
    ],
    ['lavfi.black_start=5', { black: [], frozen: [] }],
  ])('is read from %j', (text, { black, frozen }) => {
    const spans = (list: number[][]) => list.map(([fromFrame, toFrame]) => ({ fromFrame, toFrame }));
    expect(readFindings(text, 48, RATE)).toEqual({ black: spans(black), frozen: spans(frozen) });
  });
});
