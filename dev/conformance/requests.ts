/** Generated requests for an operation: what a front end sends, what a broken one sends, and what an attacker would. */
import fc from 'fast-check';
import type { Sent } from './http.ts';
import { jsonBody, type Operation, type Parameter } from './operations.ts';
import { odd, text, type Values } from './values.ts';

export interface Made {
  readonly sent: Sent;
  /** The connection ends in the middle of the body; there is no answer to judge. */
  readonly isCut: boolean;
  /** False where the address or the method may lead to something else than the operation. */
  readonly isOfOperation: boolean;
}

export interface Pool {
  readonly values: Values;
  /** Keys of callers of every kind; the first is that of the owner, with every scope. */
  readonly keys: readonly string[];
  /** Ids that a DELETE may take away. */
  readonly disposable: readonly string[];
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'] as const;

/** Segments that are no ids. Those with dots or slashes may lead elsewhere. */
const ODD_SEGMENTS = [
  'x',
  '%00',
  '%',
  '%zz',
  '%ff%fe',
  '%F0%9D%95%8F',
  'null',
  '-1',
  '..',
  '%2e%2e',
  'a%2fb',
  '{}',
  'x'.repeat(3000),
];
const LEADS_ELSEWHERE = /^$|\.\.|%2e|%2f/i;

const mostly = <T>(usual: fc.Arbitrary<T>, weight: number, ...others: fc.Arbitrary<T>[]): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: usual }, ...others.map((arbitrary) => ({ weight: 1, arbitrary })));

export function requestsOf(operation: Operation, pool: Pool): fc.Arbitrary<Made> {
  const usual = operation.method.toUpperCase();
  return fc
    .record({
      segments: fc.array(segment(operation, pool), { minLength: 3, maxLength: 3 }),
      query: queryOf(operation, pool),
      method: mostly(fc.constant(usual), 30, fc.constantFrom(...METHODS)),
      headers: headersOf(operation, pool),
      body: bodyOf(operation, pool),
      isCut: mostly(fc.constant(false), 80, fc.constant(true)),
    })
    .map(({ segments, query, method, headers, body, isCut }) => {
      let index = 0;
      const path = operation.path.replaceAll(/\{\w+\}/g, () => segments[index++] ?? '');
      const used = segments.slice(0, index);
      const hasBody = body !== undefined && method !== 'GET' && method !== 'HEAD';
      return {
        sent: {
          method,
          path: query === '' ? path : `${path}?${query}`,
          headers,
          ...(hasBody ? { body } : {}),
        },
        isCut: isCut && hasBody,
        isOfOperation: method === usual && !used.some((part) => LEADS_ELSEWHERE.test(part)),
      };
    });
}

function segment({ method }: Operation, { values, disposable }: Pool): fc.Arbitrary<string> {
  const ids = method === 'delete' ? fc.constantFrom(...disposable) : values.id;
  return mostly(ids, 14, fc.constantFrom(...ODD_SEGMENTS), text.map(encoded));
}

/** Percent-encoded. A lone surrogate has no encoding. */
function encoded(words: string): string {
  return encodeURIComponent(words.slice(0, 500).toWellFormed()) || 'x';
}

function queryOf({ parameters }: Operation, { values }: Pool): fc.Arbitrary<string> {
  const known = parameters.filter((parameter) => parameter.in === 'query');
  const one = ({ name, schema }: Parameter) =>
    fc
      .oneof({ weight: 2, arbitrary: values.fitting(schema) }, { weight: 1, arbitrary: odd })
      .map(
        (value) => `${name}=${encoded(String(typeof value === 'object' ? JSON.stringify(value) : value))}`,
      );
  const stray = fc.constantFrom(
    'x=1',
    'limit=NaN',
    'limit=1&limit=2',
    'cursor=%00',
    'cursor=2gosa7pa2gu.0198c0de000070008000000000000001',
    'ticket=a.b',
    'ticket=',
    '=',
    '&&',
    'a[b]=c',
    '%zz',
    'since=-1',
    'since=1e400',
  );
  const parts = [...known.map(one), stray];
  return mostly(
    fc.constant(''),
    known.length > 0 ? 1 : 6,
    fc.array(fc.oneof(...parts), { maxLength: 4 }).map((list) => list.join('&')),
  );
}

const header = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'a',
    '\u00e9',
    '"',
    'W/"1"',
    '*',
    'x'.repeat(300),
    'null',
    ',,,',
    '1',
    'r'.repeat(4000),
  ),
  fc.stringMatching(/^[!-~ ]{0,60}$/),
);

function headersOf(operation: Operation, { keys }: Pool): fc.Arbitrary<Record<string, string>> {
  const [owner = ''] = keys;
  const bearer = mostly(fc.constant(owner), 12, fc.constantFrom(...keys)).map((key) => `Bearer ${key}`);
  const types = fc.constantFrom(
    'text/plain',
    'application/json; charset=utf-16',
    'application/vnd.api+json',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'APPLICATION/JSON',
    'application/json;',
    'application/jsonp',
    '',
  );
  const optional = {
    'idempotency-key': fc.oneof(fc.constantFrom('a', 'b', 'c', 'd'), header),
    'if-none-match': header,
    'if-match': header,
    'x-request-id': header,
    origin: fc.constantFrom('https://studio.example', 'https://evil.example', 'null', 'x'),
    range: fc.constantFrom('bytes=0-1', 'bytes=9-1', 'x'),
    'accept-encoding': fc.constantFrom('gzip', 'br', 'identity;q=0', 'x'),
    'content-encoding': fc.constantFrom('gzip', 'identity', 'x'),
    accept: fc.constantFrom('text/html', 'application/xml', 'x', '*/*;q=0'),
    'x-http-method-override': fc.constantFrom('DELETE', 'GET'),
    'last-event-id': fc.oneof(header, fc.constantFrom('0', '5', '-1', '1e9', '99999999999999999999', 'NaN')),
    cookie: header,
    'x-forwarded-for': header,
  };
  // Hop by hop, so not for every request: an upgrade that is refused ends its connection.
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  };
  return fc
    .record({
      authorization: mostly(bearer, 30, header),
      'content-type': mostly(fc.constant('application/json'), 20, types),
      rest: mostly(fc.constant({}), 1, fc.record(optional, { requiredKeys: [] })),
      upgrades: fc.boolean(),
    })
    .map(({ rest, upgrades, ...headers }) => ({
      ...headers,
      ...rest,
      ...(upgrades && operation.path.endsWith('/ws') ? upgrade : {}),
    }));
}

/** Bodies that are no JSON, or JSON that only just is. */
const RAW: readonly (string | Uint8Array)[] = [
  '',
  ' ',
  '{',
  '{"title":',
  '{"title":"x"}{}',
  '{"title":"x","title":"y"}',
  '{"title":NaN}',
  "{'title':'x'}",
  '{"title":"x",}',
  '\ufeff{"title":"x"}',
  '"x"',
  'null',
  '1e999',
  '{"budgetUsd":1e999,"title":"x"}',
  '{"title":"\\ud800"}',
  '{"title":"\u0001"}',
  'title=x&scopes=read',
  `${'['.repeat(50_000)}`,
  `${'[['.repeat(3000)}${']]'.repeat(3000)}`,
  Uint8Array.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
  Uint8Array.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  Uint8Array.from([0x1f, 0x8b, 0x08, 0x00, 0x00]),
];

function bodyOf(operation: Operation, { values }: Pool): fc.Arbitrary<string | Uint8Array | undefined> {
  const raw = fc.constantFrom(...RAW);
  const schema = jsonBody(operation)?.schema;
  if (!schema) return mostly<string | Uint8Array | undefined>(fc.constant(undefined), 6, raw);
  const json = (value: unknown) => JSON.stringify(value) ?? '';
  const truncated = values.fitting(schema).map((value) => json(value).slice(0, -1));
  return fc.oneof<fc.WeightedArbitrary<string | Uint8Array | undefined>[]>(
    { weight: 8, arbitrary: values.fitting(schema).map(json) },
    { weight: 8, arbitrary: values.broken(schema).map(json) },
    { weight: 2, arbitrary: raw },
    { weight: 1, arbitrary: truncated },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}
