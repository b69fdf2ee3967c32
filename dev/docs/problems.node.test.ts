import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Problem } from '#contracts/problem.ts';
import { ROOT } from '#dev/stack/paths.ts';
import { PROBLEM_THEMES, PROBLEMS, type ProblemCode } from '#http/problems/codes.ts';
import { problemExample } from '#http/problems/problem-example.ts';
import { problemsMarkdown } from './problems-markdown.ts';

// The keys of the table are the codes; `Object.keys` forgets it.
const codes = Object.keys(PROBLEMS) as ProblemCode[];

it('docs/problems.md has a section for every code and for no other', () => {
  const written = readFileSync(join(ROOT, 'docs/problems.md'), 'utf8');
  const sections = [...written.matchAll(/^### `([^`]+)`$/gm)].map(([, code]) => code ?? '');
  const advice = 'Add codes to a file of src/http/problems/table, then run "npm run docs:problems"';
  expect(new Set(sections), advice).toEqual(new Set(codes));
  expect(sections.length, 'a code has two sections').toBe(codes.length);
});

it('docs/problems.md says what the table says', () => {
  const written = readFileSync(join(ROOT, 'docs/problems.md'), 'utf8');
  expect(written === problemsMarkdown(), 'run "npm run docs:problems" and commit docs/problems.md').toBe(
    true,
  );
});

it('no code is in two themes, where the later would hide the earlier', () => {
  const all = PROBLEM_THEMES.flatMap(([, table]) => Object.keys(table));
  expect(all.filter((code, index) => all.indexOf(code) !== index)).toEqual([]);
});

it.each(codes)('%s is explained in sentences, with an example that is a problem', (code) => {
  const { title, meaning, remedy, detail, status } = PROBLEMS[code];
  expect(title).toMatch(/^[A-Z].*[^.]$/);
  for (const text of [meaning, remedy]) expect(text).toMatch(/^[A-Z`].*\.$/);
  expect(detail.length).toBeGreaterThan(5);
  expect(Problem.parse(problemExample(code))).toMatchObject({ status, code });
});
