import { z } from 'zod';
import type { Answer, Sent } from './http.ts';
import type { ApiDocument, Operation } from './operations.ts';
import { Schemas } from './schemas.ts';

const Problem = z.looseObject({
  type: z.string(),
  status: z.number(),
  code: z.string(),
  requestId: z.string(),
  detail: z.string().min(1),
});

/** What every answer carries, so that a browser stays safe and a person can name the request. */
const ALWAYS = ['x-request-id', 'x-content-type-options', 'strict-transport-security', 'x-frame-options'];

/** Holds answers against what the document says of their operation. */
export class Judge {
  readonly #schemas: Schemas;

  constructor(document: ApiDocument) {
    this.#schemas = new Schemas(document);
  }

  /** What is wrong with an answer, one line each; empty where it is as documented. */
  complaints(operation: Operation, sent: Sent, answer: Answer): string[] {
    const { status, headers } = answer;
    const described = operation.responses[String(status)];
    const wrong = status === 500 ? ['a 500'] : [];
    if (!described) return [...wrong, `${status} is not documented: ${answer.text.slice(0, 300)}`];
    // A socket and a stream are answered by the platform with what the object gave.
    const isLive = status === 101 || headers['content-type']?.startsWith('text/event-stream');
    if (!isLive) wrong.push(...ALWAYS.filter((name) => !headers[name]).map((name) => `no header ${name}`));
    wrong.push(...this.#missingHeaders(operation, status, answer));
    const type = headers['content-type']?.split(';')[0]?.trim();
    const types = Object.keys(described.content);
    if (types.length === 0) {
      if (answer.text !== '') wrong.push(`a body where none is documented: ${answer.text.slice(0, 200)}`);
      return wrong;
    }
    if (sent.method === 'HEAD' || isLive) return wrong;
    if (type === undefined || !types.includes(type))
      return [...wrong, `content type ${type} is not documented`];
    const at = [
      'paths',
      operation.path,
      operation.method,
      'responses',
      String(status),
      'content',
      type,
      'schema',
    ];
    // What is no JSON is a text to its schema.
    wrong.push(...this.#schemas.complaints(at, /\bjson$/.test(type) ? answer.body : answer.text));
    if (status >= 400 && type === 'application/problem+json')
      wrong.push(...problemComplaints(described['x-problem-codes'], answer));
    return wrong;
  }

  #missingHeaders(operation: Operation, status: number, { headers }: Answer): string[] {
    const documented = Object.keys(operation.responses[String(status)]?.headers ?? {});
    const optional = ['idempotency-replayed'];
    return documented
      .map((name) => name.toLowerCase())
      .filter((name) => !optional.includes(name) && headers[name] === undefined)
      .map((name) => `no header ${name}`);
  }
}

/** What is wrong with a refusal as such. `codes` are those that it may carry; all where they are not given. */
export function problemComplaints(codes: readonly string[] | null, answer: Answer): string[] {
  const parsed = Problem.safeParse(answer.body);
  if (!parsed.success) return [`no problem: ${answer.text.slice(0, 300)}`];
  const { code, status, type, requestId } = parsed.data;
  const wrong: string[] = [];
  if (codes !== null && !codes.includes(code)) wrong.push(`code ${code} is not documented`);
  if (status !== answer.status) wrong.push(`status ${status} in a ${answer.status}`);
  if (!type.endsWith(`#${code}`)) wrong.push(`type ${type} of code ${code}`);
  if (requestId !== answer.headers['x-request-id']) wrong.push('another request id than in the header');
  return wrong;
}
