import { describe, expect, it } from 'vitest';
import { median, sum, summarize } from './stats.ts';

describe('the summary of a sample', () => {
  it.each([
    { sample: [3], summary: { count: 1, min: 3, median: 3, max: 3 } },
    { sample: [4, 1], summary: { count: 2, min: 1, median: 2.5, max: 4 } },
    { sample: [10, 9, 100], summary: { count: 3, min: 9, median: 10, max: 100 } },
    { sample: [-2, 8, 1, 3], summary: { count: 4, min: -2, median: 2, max: 8 } },
    { sample: [5, 5, 5, 5, 1], summary: { count: 5, min: 1, median: 5, max: 5 } },
  ])('of $sample', ({ sample, summary }) => {
    expect(summarize(sample)).toEqual(summary);
    expect(median(sample)).toBe(summary.median);
  });

  it('leaves the sample in its order', () => {
    const sample = [2, 1];
    summarize(sample);
    expect(sample).toEqual([2, 1]);
  });

  it('is refused for nothing at all', () => {
    expect(() => summarize([])).toThrow(RangeError);
  });
});

it('adds up nothing to zero', () => {
  expect([sum([]), sum([1, 2.5])]).toEqual([0, 3.5]);
});
