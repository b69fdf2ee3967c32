import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Engine, errorFields, NoConnection, StatementError, type StatementResult } from './engine.ts';
import { createFaults, Fault, type Faults } from './faults.ts';
import { BadRequest, readSqlRequest, type SqlQuery } from './sql-request.ts';

/** Neon's limit for a request and for a response, in bytes. */
const MAX_BYTES = 10_485_760;

const ALLOWED_HEADERS =
  'Authorization, Neon-Connection-String, Neon-Raw-Text-Output, Neon-Array-Mode, Neon-Pool-Opt-In, ' +
  'Neon-Batch-Read-Only, Neon-Batch-Isolation-Level, Neon-Batch-Deferrable';

/**
 * Neon's HTTP protocol before a Postgres engine: `POST /sql` with one statement or a batch, as
 * `@neondatabase/serverless` speaks it. Beside it `GET /health`, and `POST`/`DELETE /control/faults` to make it fail.
 */
export function createEndpoint(engine: Engine): Server {
  const faults = createFaults();
  return createServer((request, response) => {
    answer(engine, faults, request, response).catch((error: unknown) => {
      console.error(JSON.stringify({ event: 'postgres-endpoint-failed', error: String(error) }));
      if (response.headersSent) response.destroy();
      else send(response, 500, { message: 'internal error' });
    });
  });
}

async function answer(
  engine: Engine,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('neon-request-id', randomUUID());
  // Any page in the developer's browser could reach this port: only pages of this machine may talk to it.
  if (!isLocalOrigin(request.headers.origin)) return send(response, 403, { message: 'foreign origin' });
  response.setHeader('access-control-allow-origin', '*');
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  switch (`${request.method} ${path}`) {
    case 'POST /sql':
      return answerSql(engine, faults, request, response);
    case 'OPTIONS /sql':
      response.setHeader('access-control-allow-methods', 'POST, OPTIONS');
      response.setHeader('access-control-allow-headers', ALLOWED_HEADERS);
      response.writeHead(200).end();
      return;
    case 'GET /health':
      return send(response, 200, { status: 'ok' });
    case 'POST /control/faults': {
      const fault = Fault.safeParse(parseJson((await readBody(request)) ?? ''));
      if (!fault.success) return send(response, 422, { message: fault.error.message });
      faults.set(fault.data);
      return send(response, 200, fault.data);
    }
    case 'DELETE /control/faults':
      faults.set(null);
      return send(response, 200, {});
    default:
      return send(response, 400, { message: 'query is not supported' });
  }
}

async function answerSql(
  engine: Engine,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const fault = faults.take();
  if (fault !== null) await wait(fault.latencyMs);
  if (fault?.mode === 'down') {
    request.socket.destroy();
    return;
  }
  const body = await readBody(request);
  if (fault?.mode === 'status') return send(response, fault.status, { message: 'fault' });
  if (body === null) {
    return send(response, 413, { message: `request is too large (max is ${MAX_BYTES} bytes)` });
  }
  const result = await run(engine, request, response, body);
  if (fault?.resetAfterCommit) {
    request.socket.destroy();
    return;
  }
  send(response, result.status, result.body);
}

async function run(engine: Engine, request: IncomingMessage, response: ServerResponse, body: string) {
  try {
    const asked = readSqlRequest(request.headers, body);
    if (asked.kind === 'single') {
      return { status: 200, body: toJson(asked.query, await engine.single(asked.query)) };
    }
    const results = await engine.batch(asked.queries, asked.transaction);
    for (const name of ['neon-batch-isolation-level', 'neon-batch-read-only', 'neon-batch-deferrable']) {
      const value = request.headers[name];
      if (value !== undefined && value !== 'false') response.setHeader(name, value);
    }
    const zipped = asked.queries.flatMap((query, index) => {
      const result = results[index];
      return result === undefined ? [] : [toJson(query, result)];
    });
    return { status: 200, body: { results: zipped } };
  } catch (error) {
    if (error instanceof BadRequest) return { status: 400, body: errorFields(error) };
    // Neon answers 500 where it cannot reach its compute, but 400 where it loses it while a statement runs.
    if (error instanceof StatementError) {
      return { status: error instanceof NoConnection ? 500 : 400, body: error.fields };
    }
    throw error;
  }
}

function toJson({ arrayMode }: SqlQuery, { fields, rows, command, rowCount }: StatementResult) {
  const shaped = arrayMode
    ? rows
    : rows.map((row) => Object.fromEntries(fields.map((field, index) => [field.name, row[index] ?? null])));
  return { fields, rows: shaped, command, rowCount, rowAsArray: arrayMode };
}

function send(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) > MAX_BYTES) {
    send(response, 507, { message: `response is too large (max is ${MAX_BYTES} bytes)` });
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}

/** The body as text; null when it is above the limit, with its rest read and thrown away. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size <= MAX_BYTES) parts.push(part);
  }
  return size > MAX_BYTES ? null : Buffer.concat(parts).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Undefined fits no schema, so the caller's check refuses it with its own message.
    return undefined;
  }
}

function isLocalOrigin(origin: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname);
}
