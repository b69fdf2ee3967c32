/**
 * `npm run bench` lists the benches; `npm run bench -- NAME [--runs N] [--check] [--json FILE]` runs one. The last
 * lines say how each goal stands; with `--check` the exit code is 1 when one was missed. Wrong usage is 2.
 */
import { type BenchCommand, readCommand, USAGE } from './arguments.ts';
import { BENCHES } from './benches.ts';
import { runBench } from './run-bench.ts';
import { listText } from './show.ts';

function refuse(message: string): number {
  console.error(`${message}\n${USAGE}`);
  return 2;
}

async function main(): Promise<number> {
  let command: BenchCommand;
  try {
    command = readCommand(process.argv.slice(2));
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
  const { name } = command;
  if (name === null) {
    console.log(listText(BENCHES));
    return 0;
  }
  const bench = BENCHES.find((known) => known.name === name);
  if (bench === undefined) {
    return refuse(
      `There is no bench "${name}". There are: ${BENCHES.map((known) => known.name).join(', ')}.`,
    );
  }
  const say = (text: string) => process.stderr.write(`${text}\n`);
  return runBench(bench, command, { print: (text) => console.log(text), say });
}

process.exitCode = await main();
