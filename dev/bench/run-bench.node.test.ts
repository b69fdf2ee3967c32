import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Bench } from './contract.ts';
import { runBench } from './run-bench.ts';

/** A bench whose every run comes to the same figure. */
const constant = (figure: number): Bench => ({
  name: 'constant',
  summary: 'Always the same',
  goals: [{ label: 'this / that', relation: '≤', limit: 1.15 }],
  run: async ({ runs }) => ({
    samples: { 'this / that': Array.from({ length: runs }, () => figure) },
    tables: [{ title: 'Details', head: ['part', 'ms'], rows: [['everything', '42']] }],
    notes: ['Nothing was measured.'],
  }),
});

async function run(bench: Bench, command: { runs?: number; check?: boolean; json?: string }) {
  const printed: string[] = [];
  const { runs = 5, check = false, json = null } = command;
  const print = (text: string) => printed.push(text);
  const code = await runBench(bench, { runs, check, json }, { print, say: () => {} });
  return { code, lines: printed.join('\n').split('\n') };
}

describe('running a bench', () => {
  it.each([
    { figure: 1.1, check: true, code: 0, last: 'constant: 1.10 (goal ≤ 1.15) met' },
    { figure: 1.2, check: true, code: 1, last: 'constant: 1.20 (goal ≤ 1.15) missed' },
    { figure: 1.2, check: false, code: 0, last: 'constant: 1.20 (goal ≤ 1.15) missed' },
  ])('ends with "$last" and code $code', async ({ figure, check, code, last }) => {
    const ended = await run(constant(figure), { check });
    expect({ code: ended.code, last: ended.lines.at(-1) }).toEqual({ code, last });
  });

  it('prints its tables, its notes and the machine before that', async () => {
    const { lines } = await run(constant(1), { runs: 7 });
    const text = lines.join('\n');
    for (const part of ['Details', 'everything', '42', 'this / that', '1.00 – 1.00', '7', 'Nothing was']) {
      expect(text).toContain(part);
    }
    expect(text).toContain(process.version);
  });

  it('judges nothing by fewer than five runs', async () => {
    const { code, lines } = await run(constant(9), { runs: 4 });
    expect(code).toBe(0);
    expect(lines.at(-1)).toBe('Not judged: a claim needs 5 runs.');
  });

  it('writes its figures as JSON where it is asked to', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bench-'));
    try {
      const json = join(folder, 'figures.json');
      await run(constant(1.25), { json });
      expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({
        bench: 'constant',
        runs: 5,
        verdicts: [{ met: false, figures: { median: 1.25, min: 1.25, max: 1.25, count: 5 } }],
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
