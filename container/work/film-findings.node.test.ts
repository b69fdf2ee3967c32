import { describe, expect, it } from 'vitest';
import { spansOfFilm } from './film-findings.ts';

const span = (fromFrame: number, toFrame: number) => ({ fromFrame, toFrame });

describe('what was found in segments', () => {
  it('is named in frames of the film: black goes on over a cut, a standstill does not', () => {
    const segments = [
      { frames: 20, black: [span(0, 2), span(15, 20)], frozen: [span(8, 20)] },
      { frames: 30 },
      { frames: 10, black: [span(5, 10)], frozen: [span(0, 10)] },
      { frames: 10, black: [span(0, 1), span(9, 99)], frozen: [span(0, 10), span(10, 12)] },
    ];
    expect(spansOfFilm(segments)).toEqual({
      black: [span(0, 2), span(15, 20), span(55, 61), span(69, 70)],
      frozen: [span(8, 20), span(50, 60), span(60, 70)],
    });
  });
});
