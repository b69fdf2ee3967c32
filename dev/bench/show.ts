import Table from 'cli-table3';
import type { Bench, BenchReport, BenchTable } from './contract.ts';
import { figureText, goalText, type Verdict } from './goals.ts';
import { isBusy, type Machine } from './machine.ts';

/** The list of all benches. */
export function listText(benches: readonly Bench[]): string {
  return tableText(
    {
      title: 'npm run bench -- NAME [--runs N] [--check] [--json FILE]',
      head: ['name', 'measures', 'goals'],
      rows: benches.map(({ name, summary, goals }) => [
        name,
        summary,
        goals.map((goal) => `${goal.label} ${goalText(goal)}`).join('\n'),
      ]),
    },
    [10, 44, 24],
  );
}

/** Everything that a bench found, but for the verdicts. */
export function reportText(report: BenchReport, verdicts: readonly Verdict[], machine: Machine): string {
  const figures: BenchTable = {
    title: 'Figures',
    head: ['figure', 'median', 'min – max', 'runs', 'goal'],
    rows: verdicts.map(({ goal, figures: { median, min, max, count } }) => [
      goal.label,
      figureText(median, goal),
      `${figureText(min, goal)} – ${figureText(max, goal)}`,
      String(count),
      goalText(goal),
    ]),
  };
  const { processor, cores, memoryGiB, node, platform, loadBefore } = machine;
  const notes = [
    ...report.notes,
    `Measured on ${cores} × ${processor}, ${memoryGiB} GiB, ${platform}, Node ${node}.`,
    ...(isBusy(machine)
      ? [
          `The machine was busy before it began (load ${loadBefore} on ${cores} cores): repeat when it is calm.`,
        ]
      : []),
  ];
  return [
    ...[...report.tables, figures].map((table) => tableText(table)),
    notes.map((note) => `- ${note}`).join('\n'),
  ].join('\n\n');
}

function tableText({ title, head, rows }: BenchTable, colWidths: number[] = []): string {
  const style = { head: [], border: [], compact: true };
  const table = new Table({ head: [...head], colWidths, wordWrap: true, style });
  table.push(...rows.map((row) => [...row]));
  return `${title}\n${table.toString()}`;
}
