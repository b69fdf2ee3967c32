import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { IsolationLevel, type Statement, type TransactionOptions } from './engine.ts';
import { toPgText } from './pg-text.ts';

const Query = z.object({
  query: z.string().refine((query) => !query.includes('\0'), 'a query cannot hold NUL'),
  params: z.array(z.json()).max(65_535).default([]),
  arrayMode: z.boolean().optional(),
});

const Body = z.union([z.object({ queries: z.array(Query) }), Query]);

/** A statement with the form its rows are wanted in. */
export type SqlQuery = Statement & { readonly arrayMode: boolean };

/** What a request to `/sql` asks for: one statement, or a batch in one transaction. */
export type SqlRequest =
  | { readonly kind: 'single'; readonly query: SqlQuery }
  | {
      readonly kind: 'batch';
      readonly queries: readonly SqlQuery[];
      readonly transaction: TransactionOptions;
    };

/** The request cannot be understood: HTTP 400 with this message and no SQLSTATE, as Neon's proxy answers. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
}

/**
 * Reads a request by its headers and body. The content type is not looked at: the driver sends JSON as text/plain.
 * Throws a BadRequest.
 */
export function readSqlRequest(headers: IncomingHttpHeaders, body: string): SqlRequest {
  checkConnectionString(headers['neon-connection-string']);
  if (flag(headers, 'neon-raw-text-output') !== true) {
    throw new BadRequest(
      'this local endpoint knows only Neon-Raw-Text-Output: true, which the driver always sends',
    );
  }
  const arrayMode = flag(headers, 'neon-array-mode') ?? false;
  const read = (query: z.infer<typeof Query>): SqlQuery => ({
    query: query.query,
    params: query.params.map(toPgText),
    arrayMode: query.arrayMode ?? arrayMode,
  });
  const parsed = parseBody(body);
  if (!('queries' in parsed)) return { kind: 'single', query: read(parsed) };
  return {
    kind: 'batch',
    queries: parsed.queries.map(read),
    transaction: {
      isolation: isolation(headers['neon-batch-isolation-level']),
      readOnly: flag(headers, 'neon-batch-read-only'),
      deferrable: flag(headers, 'neon-batch-deferrable'),
    },
  };
}

function parseBody(body: string): z.infer<typeof Body> {
  try {
    return Body.parse(JSON.parse(body));
  } catch (error) {
    // Its message would quote the body.
    throw new BadRequest('could not parse the HTTP request body', { cause: error });
  }
}

/** Neon finds the database by this header; here there is one, and any user and password opens it. */
function checkConnectionString(header: string | string[] | undefined): void {
  if (typeof header !== 'string' || !URL.canParse(header)) {
    throw new BadRequest('invalid header: neon-connection-string');
  }
  const url = new URL(header);
  if (!/^postgres(ql)?:$/.test(url.protocol)) throw new BadRequest('invalid header: neon-connection-string');
  if (url.password === '') throw new BadRequest('missing authentication credentials: required password');
}

function isolation(header: string | string[] | undefined): TransactionOptions['isolation'] {
  if (header === undefined) return null;
  const level = IsolationLevel.safeParse(header);
  if (!level.success) throw new BadRequest('invalid isolation level');
  return level.data;
}

function flag(headers: IncomingHttpHeaders, name: string): boolean | null {
  const value = headers[name];
  if (value === undefined) return null;
  if (value !== 'true' && value !== 'false') throw new BadRequest(`invalid header: ${name}`);
  return value === 'true';
}
