import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { readCommand } from './arguments.ts';
import { BENCHES } from './benches.ts';

const BENCH = fileURLToPath(new URL('./bench.ts', import.meta.url));

const bench = (...args: string[]) => execa(process.execPath, [BENCH, ...args], { reject: false });

describe('the command line', () => {
  it.each([
    { args: [], command: { name: null, runs: 5, check: false, json: null } },
    { args: ['records'], command: { name: 'records', runs: 5, check: false, json: null } },
    {
      args: ['reduce', '--runs', '9', '--check', '--json', 'out.json'],
      command: { name: 'reduce', runs: 9, check: true, json: 'out.json' },
    },
    { args: ['reduce', '--runs', '1'], command: { name: 'reduce', runs: 1, check: false, json: null } },
  ])('$args', ({ args, command }) => {
    expect(readCommand(args)).toEqual(command);
  });

  it.each([
    { args: ['reduce', 'records'] },
    { args: ['reduce', '--runs', '0'] },
    { args: ['reduce', '--runs', 'many'] },
    { args: ['reduce', '--runs', '4', '--check'] },
    { args: ['reduce', '--fast'] },
  ])('refuses $args', ({ args }) => {
    expect(() => readCommand(args)).toThrow();
  });
});

describe('npm run bench', () => {
  it('lists every bench with its goals', async () => {
    const { stdout, exitCode } = await bench();
    expect(exitCode).toBe(0);
    for (const { name, goals } of BENCHES) {
      expect(stdout).toContain(name);
      for (const { limit } of goals) expect(stdout).toContain(String(limit));
    }
  });

  it('says which benches there are when it does not know one', async () => {
    const { stderr, exitCode } = await bench('speed');
    expect(exitCode).toBe(2);
    for (const { name } of BENCHES) expect(stderr).toContain(name);
  });
});

it('no two benches, and no two goals of one, have the same name', () => {
  const names = BENCHES.flatMap(({ name, goals }) => [name, ...goals.map(({ label }) => `${name} ${label}`)]);
  expect(new Set(names).size).toBe(names.length);
});
