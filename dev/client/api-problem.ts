import type { Problem, ProblemCode } from './api-types.ts';

/**
 * The API refused a request, or something before it did. Match `code`; `message` is for people.
 *
 * `code` is `no-problem-document` where the answer was none of the API's own, a proxy's page of HTML for example.
 */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** HTTP's status. */
  readonly status: number;
  // Codes that a newer API adds are strings all the same.
  readonly code: ProblemCode | 'no-problem-document' | (string & {});
  /** The whole document, with the fields that are wrong (`errors`) and the scenes that it is about (`sceneIds`). */
  readonly problem: Problem | null;
  /** How long the API asks to wait before the request is sent again, in seconds; null where it does not say. */
  readonly retryAfterSeconds: number | null;

  constructor(response: Response, body: unknown) {
    const problem = isProblem(body) ? body : null;
    super(problem === null ? `${response.url} answered ${response.status}` : sentence(problem));
    this.status = response.status;
    this.code = problem?.code ?? 'no-problem-document';
    this.problem = problem;
    this.retryAfterSeconds = retryAfter(response);
  }
}

/** The problem that a response carries, whose body was not read yet. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const text = await response.text();
  try {
    return new ApiProblem(response, JSON.parse(text));
  } catch {
    // No JSON at all is no problem document either.
    return new ApiProblem(response, null);
  }
}

/** `Retry-After` in seconds: a number or a date. Source: RFC 9110, section 10.2.3. */
export function retryAfter(response: Response): number | null {
  const text = response.headers.get('retry-after') ?? '';
  if (/^\d+$/.test(text)) return Number(text);
  const milliseconds = Date.parse(text) - Date.now();
  return Number.isNaN(milliseconds) ? null : Math.max(0, milliseconds / 1000);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'detail' in body;
}

/** The detail of a problem with fields names only the first of them. */
function sentence({ title, detail, errors = [] }: Problem): string {
  if (errors.length === 0) return `${title}: ${detail}`;
  return [title, ...errors.map(({ pointer, message }) => `  ${pointer || '/'}: ${message}`)].join('\n');
}
