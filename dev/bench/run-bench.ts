import { writeFile } from 'node:fs/promises';
import type { BenchCommand } from './arguments.ts';
import type { Bench } from './contract.ts';
import { FEWEST_RUNS, judge, verdictLine } from './goals.ts';
import { thisMachine } from './machine.ts';
import { reportText } from './show.ts';

/** Where a bench speaks: `print` to whoever reads the result, `say` to whoever waits for it. */
export interface Voice {
  readonly print: (text: string) => void;
  readonly say: (text: string) => void;
}

/** Runs one bench, prints what it found and last how each goal stands. Resolves with the exit code. */
export async function runBench(
  bench: Bench,
  { runs, check, json }: Omit<BenchCommand, 'name'>,
  { print, say }: Voice,
): Promise<number> {
  const machine = thisMachine();
  const report = await bench.run({ runs, say });
  const verdicts = judge(bench.goals, report);
  print(reportText(report, verdicts, machine));
  if (json !== null) {
    const measured = { bench: bench.name, at: new Date().toISOString(), runs, machine, verdicts, report };
    await writeFile(json, `${JSON.stringify(measured, null, 2)}\n`);
  }
  if (runs < FEWEST_RUNS) {
    print(`Not judged: a claim needs ${FEWEST_RUNS} runs.`);
    return 0;
  }
  for (const verdict of verdicts) print(verdictLine(bench, verdict));
  return check && verdicts.some(({ met }) => !met) ? 1 : 0;
}
