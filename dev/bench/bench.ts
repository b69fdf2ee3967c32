/**
 * `npm run bench` lists the benches; `npm run bench -- NAME [--runs N] [--check] [--json FILE]` runs one. The last
 * lines say how each goal stands; with `--check` the exit code is 1 when one was missed. Wrong usage is 2.
 */
import { writeFile } from 'node:fs/promises';
import { type BenchCommand, readCommand, USAGE } from './arguments.ts';
import { BENCHES } from './benches.ts';
import type { Bench } from './contract.ts';
import { FEWEST_RUNS, judge, verdictLine } from './goals.ts';
import { thisMachine } from './machine.ts';
import { listText, reportText } from './show.ts';

async function runBench(bench: Bench, { runs, check, json }: BenchCommand): Promise<void> {
  const machine = thisMachine();
  const say = (text: string) => process.stderr.write(`${text}\n`);
  const report = await bench.run({ runs, say });
  const verdicts = judge(bench.goals, report);
  console.log(reportText(report, verdicts, machine));
  if (json !== null) {
    const measured = { bench: bench.name, at: new Date().toISOString(), runs, machine, verdicts, report };
    await writeFile(json, `${JSON.stringify(measured, null, 2)}\n`);
  }
  if (runs < FEWEST_RUNS) {
    console.log(`Not judged: a claim needs ${FEWEST_RUNS} runs.`);
    return;
  }
  for (const verdict of verdicts) console.log(verdictLine(bench, verdict));
  if (check && verdicts.some(({ met }) => !met)) process.exitCode = 1;
}

function refuse(message: string): void {
  console.error(`${message}\n${USAGE}`);
  process.exitCode = 2;
}

async function main(): Promise<void> {
  let command: BenchCommand;
  try {
    command = readCommand(process.argv.slice(2));
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  const { name } = command;
  if (name === null) return console.log(listText(BENCHES));
  const bench = BENCHES.find((known) => known.name === name);
  if (bench === undefined) {
    return refuse(
      `There is no bench "${name}". There are: ${BENCHES.map((known) => known.name).join(', ')}.`,
    );
  }
  await runBench(bench, command);
}

await main();
