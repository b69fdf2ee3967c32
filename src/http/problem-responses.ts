import { z } from '@hono/zod-openapi';
import { Problem } from '#contracts/problem.ts';
import { PROBLEMS, type ProblemCode } from './problems/codes.ts';
import { problemExample } from './problems/problem-example.ts';

/** An hour of seconds at the most; a caller that waits longer gains nothing. */
const RETRY_AFTER = {
  'retry-after': { description: 'Seconds to wait.', schema: { type: 'integer' as const, minimum: 0 } },
};

/** Responses of the document for problems: one per status, whose `code` is one of those that the route can answer. */
export function problemResponses(codes: readonly ProblemCode[]) {
  const byStatus = Map.groupBy(new Set(codes), (code) => PROBLEMS[code].status);
  return Object.fromEntries([...byStatus].map(([status, group]) => [status, problemResponse(status, group)]));
}

function problemResponse(status: number, codes: readonly ProblemCode[]) {
  const schema = z.intersection(Problem, z.object({ code: z.enum(codes) }));
  const examples = Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]));
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(' '),
    content: { 'application/problem+json': { schema, examples } },
    ...(status === 429 || status === 503 ? { headers: RETRY_AFTER } : {}),
    'x-problem-codes': [...codes],
  };
}

/** One example of each problem, for `components.examples`. */
export function problemExamples(): [ProblemCode, { summary: string; value: Problem }][] {
  // The keys of the table are the codes.
  const codes = Object.keys(PROBLEMS) as ProblemCode[];
  return codes.map((code) => [code, { summary: PROBLEMS[code].title, value: problemExample(code) }]);
}
