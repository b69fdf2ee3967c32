import { parseArgs } from 'node:util';
import { z } from 'zod';
import { FEWEST_RUNS } from './goals.ts';

export interface BenchCommand {
  /** Null asks for the list. */
  readonly name: string | null;
  readonly runs: number;
  readonly check: boolean;
  /** Where the figures are written to as JSON; null: nowhere. */
  readonly json: string | null;
}

const Runs = z.coerce.number().int().min(1).max(1000);

export const USAGE = 'Usage: npm run bench [-- NAME [--runs N] [--check] [--json FILE]]';

/** Reads the command line. Throws an Error that says what is wrong with it. */
export function readCommand(args: readonly string[]): BenchCommand {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: String(FEWEST_RUNS) },
      check: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  if (positionals.length > 1) throw new Error('Name one bench at a time: two would disturb each other.');
  const runs = Runs.safeParse(values.runs);
  if (!runs.success) throw new Error(`--runs takes a whole number from 1, not "${values.runs}".`);
  if (values.check && runs.data < FEWEST_RUNS) {
    throw new Error(`--check judges the median of at least ${FEWEST_RUNS} runs.`);
  }
  return {
    name: positionals[0] ?? null,
    runs: runs.data,
    check: values.check,
    json: values.json ?? null,
  };
}
