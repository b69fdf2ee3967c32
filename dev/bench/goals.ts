import type { Bench, BenchReport, Goal } from './contract.ts';
import { type Summary, summarize } from './stats.ts';

/** A claim needs this many runs. */
export const FEWEST_RUNS = 5;

/** How a goal stands after a bench. */
export interface Verdict {
  readonly goal: Goal;
  readonly figures: Summary;
  readonly met: boolean;
}

/** Judges each goal by the median of its samples. Throws where a bench measured nothing for one of its goals. */
export function judge(goals: readonly Goal[], { samples }: Pick<BenchReport, 'samples'>): Verdict[] {
  return goals.map((goal) => {
    const figures = summarize(samples[goal.label] ?? []);
    const { median } = figures;
    if (!Number.isFinite(median)) throw new Error(`"${goal.label}" is no number`);
    return { goal, figures, met: goal.relation === '≤' ? median <= goal.limit : median >= goal.limit };
  });
}

export const goalText = ({ relation, limit }: Goal): string => `${relation} ${limit}`;

/** `NAME: FIGURE (goal GOAL) met|missed`; a bench with several goals says which. */
export function verdictLine({ name, goals }: Pick<Bench, 'name' | 'goals'>, verdict: Verdict): string {
  const { goal, figures, met } = verdict;
  const which = goals.length > 1 ? `${name} (${goal.label})` : name;
  return `${which}: ${figureText(figures.median, goal)} (goal ${goalText(goal)}) ${met ? 'met' : 'missed'}`;
}

/** Rounded towards the worse, so that no missed goal reads like a met one; small figures get a third decimal. */
export function figureText(figure: number, { relation }: Goal): string {
  const decimals = Math.abs(figure) < 0.1 ? 3 : 2;
  const scale = 10 ** decimals;
  // 1.15 * 100 is 114.99999999999999: what is round already must stay.
  const hair = 1e-9;
  const rounded = relation === '≤' ? Math.ceil(figure * scale - hair) : Math.floor(figure * scale + hair);
  return (rounded / scale).toFixed(decimals);
}
