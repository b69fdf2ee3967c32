import type { Problem } from '#contracts/problem.ts';
import { PROBLEMS, type ProblemCode } from './codes.ts';

/** What a problem's `type` is: the place in the docs that explains it, relative to the API. */
export function problemType(code: ProblemCode): string {
  return `/docs/problems#${code}`;
}

/** An answer with this code as it may look. */
export function problemExample(code: ProblemCode): Problem {
  const { status, title, detail } = PROBLEMS[code];
  return {
    type: problemType(code),
    title,
    status,
    detail,
    instance: '/api/projects/0198c0de-0000-7000-8000-000000000001',
    code,
    requestId: '0198c0de-0000-7000-8000-0000000000ff',
    ...(code === 'invalid-request'
      ? { errors: [{ pointer: '/title', message: 'Too small: expected string to have >=1 characters' }] }
      : {}),
    ...(['prompts-missing', 'images-not-approved', 'clips-not-ready'].includes(code)
      ? { sceneIds: ['0198c0de-0000-7000-8000-000000000005'] }
      : {}),
  };
}
