import { describe, expect, it } from 'vitest';
import type { Goal } from './contract.ts';
import { figureText, judge, verdictLine } from './goals.ts';

const atMost = (limit: number): Goal => ({ label: 'a / b', relation: '≤', limit });
const atLeast = (limit: number): Goal => ({ label: 'a / b', relation: '≥', limit });

function lineOf(goal: Goal, sample: readonly number[]): string {
  const bench = { name: 'pipeline', goals: [goal] };
  return judge(bench.goals, { samples: { [goal.label]: sample } })
    .map((verdict) => verdictLine(bench, verdict))
    .join();
}

describe('the last line', () => {
  it.each([
    { goal: atMost(1.15), sample: [1.2, 1.09, 1.05, 1.08, 1.3], line: 'pipeline: 1.09 (goal ≤ 1.15) met' },
    { goal: atMost(1.15), sample: [1.15], line: 'pipeline: 1.15 (goal ≤ 1.15) met' },
    { goal: atMost(1.15), sample: [1.1501], line: 'pipeline: 1.16 (goal ≤ 1.15) missed' },
    { goal: atMost(0.2), sample: [0.0521], line: 'pipeline: 0.053 (goal ≤ 0.2) met' },
    { goal: atLeast(0.9), sample: [0.9], line: 'pipeline: 0.90 (goal ≥ 0.9) met' },
    { goal: atLeast(0.9), sample: [0.8999], line: 'pipeline: 0.89 (goal ≥ 0.9) missed' },
    { goal: atLeast(5), sample: [7.239], line: 'pipeline: 7.23 (goal ≥ 5) met' },
  ])('says $line', ({ goal, sample, line }) => {
    expect(lineOf(goal, sample)).toBe(line);
  });

  it('names the goal where a bench has several', () => {
    const goals = [atMost(1), { ...atMost(2), label: 'c / d' }];
    const verdicts = judge(goals, { samples: { 'a / b': [3], 'c / d': [1.5] } });
    expect(verdicts.map((verdict) => verdictLine({ name: 'film', goals }, verdict))).toEqual([
      'film (a / b): 3.00 (goal ≤ 1) missed',
      'film (c / d): 1.50 (goal ≤ 2) met',
    ]);
  });
});

describe('judging', () => {
  it.each([
    { what: 'nothing was measured', samples: {} },
    { what: 'nothing was measured for this goal', samples: { 'c / d': [1] } },
    { what: 'a figure is no number', samples: { 'a / b': [Number.NaN, Number.NaN, 1] } },
    { what: 'something was divided by nothing', samples: { 'a / b': [Number.POSITIVE_INFINITY] } },
  ])('refuses where $what', ({ samples }) => {
    expect(() => judge([atMost(1)], { samples })).toThrow();
  });
});

it('keeps what is round already', () => {
  const limits = Array.from({ length: 200 }, (_, index) => (index + 10) / 100);
  for (const limit of limits) {
    expect(figureText(limit, atMost(limit))).toBe(limit.toFixed(2));
    expect(figureText(limit, atLeast(limit))).toBe(limit.toFixed(2));
  }
});
