import { CALLER_PROBLEMS } from './table/callers.ts';
import { PROJECT_PROBLEMS } from './table/projects.ts';
import { REQUEST_PROBLEMS } from './table/requests.ts';
import { STORYBOARD_PROBLEMS } from './table/storyboard.ts';
import { WORK_PROBLEMS } from './table/work.ts';

/** The table by theme, as its pages show it. */
export const PROBLEM_THEMES = [
  ['Requests', REQUEST_PROBLEMS],
  ['Callers', CALLER_PROBLEMS],
  ['Projects and files', PROJECT_PROBLEMS],
  ['Storyboard and film', STORYBOARD_PROBLEMS],
  ['Work and deployment', WORK_PROBLEMS],
] as const;

/**
 * Every problem that the API answers with: the one table of codes. A new one is an entry in a file of `table`, and
 * `npm run docs:problems` afterwards.
 */
export const PROBLEMS = {
  ...REQUEST_PROBLEMS,
  ...CALLER_PROBLEMS,
  ...PROJECT_PROBLEMS,
  ...STORYBOARD_PROBLEMS,
  ...WORK_PROBLEMS,
};

export type ProblemCode = keyof typeof PROBLEMS;
