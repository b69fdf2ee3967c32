import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asking, requestOf } from './asking.ts';
import type { Case } from './case.ts';
import { HAPPY } from './cases.ts';
import { type House, SCOPES, startHouse } from './house.ts';
import type { Answer } from './http.ts';
import { Judge, problemComplaints } from './judge.ts';
import { isSecured, jsonBody, type Operation, operationsOf, readDocument } from './operations.ts';
import { standardComplaints, standardsOf } from './standards.ts';

const document = await readDocument();
const operations = operationsOf(document);
const judge = new Judge(document);

let house: House;
beforeAll(async () => {
  house = await startHouse(8);
}, 180_000);
afterAll(() => house?.stop());

/** Larger than any body that is taken. */
const HUGE = `{"title":"${'x'.repeat(5 * 1024 * 1024)}"}`;

/** POSTs that need no `Idempotency-Key`, and why. */
const HARMLESS_TWICE: Readonly<Record<string, string>> = {
  createTicket: 'keeps nothing: a second ticket is as good as the first, and both are over in a minute',
};

/** One operation with its happy case, asked in many ways; every answer is judged. */
class Asker {
  readonly operation: Operation;
  readonly asked: Case;
  readonly complaints: string[] = [];

  constructor(operation: Operation, asked: Case) {
    this.operation = operation;
    this.asked = asked;
  }

  /** Asks, and notes what is wrong with the answer. `expected` is `200` or `404 job-not-found`. */
  async expect(what: string, expected: string, asking: Asking, asked = this.asked): Promise<Answer> {
    const sent = requestOf(this.operation, asked, asking);
    const answer = await house.wire.send(sent);
    const wrong = judge.complaints(this.operation, sent, answer);
    const came = `${answer.status} ${codeOf(answer)}`.trim();
    if (!new RegExp(`^(${expected})$`).test(came))
      wrong.push(`${came} and not ${expected}: ${answer.text.slice(0, 300)}`);
    this.complaints.push(...wrong.map((words) => `${this.operation.id}, ${what}: ${words}`));
    return answer;
  }
}

function codeOf({ body, status }: Answer): string {
  const isProblem = status >= 400 && typeof body === 'object' && body !== null && 'code' in body;
  return isProblem ? String(body.code) : '';
}

/** The status that a granted request is answered with. */
function grantedStatus({ responses }: Operation): string {
  const [status] = Object.keys(responses).filter((status) => Number(status) < 400 && status !== '304');
  return status ?? '200';
}

describe('the table of happy cases', () => {
  it('has one for every operation, and none for an operation that is gone', () => {
    const ids = operations.map(({ id }) => id);
    const missing = ids.filter((id) => !(id in HAPPY));
    expect(missing.map((id) => `dev/conformance/cases.ts needs a happy case for ${id}`)).toEqual([]);
    expect(Object.keys(HAPPY).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('every POST takes an Idempotency-Key', () => {
    const without = operations.filter((operation) => operation.method === 'post' && !takesKey(operation));
    expect(without.map(({ id }) => id).sort()).toEqual(Object.keys(HARMLESS_TWICE).sort());
  });
});

describe('every operation', () => {
  it.for(operations.map((operation) => [operation.id, operation] as const))('%s', async ([, operation]) => {
    const prepare = HAPPY[operation.id];
    if (!prepare) return expect(operation.id, 'its happy case').toBe('in dev/conformance/cases.ts');
    const asker = new Asker(operation, await prepare(house));
    if (isSecured(operation)) {
      await refusesStrangers(asker);
      await hidesFromOthers(asker);
    }
    await refusesWhatIsWrong(asker);
    const key = isSecured(operation) ? house.keys.owner : null;
    if (takesKey(operation)) await answersTwiceTheSame(asker);
    else {
      const granted = await asker.expect('happy', grantedStatus(operation), { key });
      if (operation.method === 'get' && granted.status === 200)
        await saysWhatIsUnchanged(asker, key, granted);
    }
    expect(asker.complaints).toEqual([]);
  });
});

describe('every address', () => {
  it.for(standardsOf({ document }).map((standard) => [standard.path, standard] as const))(
    '%s keeps the standards of the web',
    async ([, standard]) => {
      expect(await standardComplaints(house, standard)).toEqual([]);
    },
  );

  it.each(['/api', '/api/nothing', '/api/projects/x/y/z', '/api//projects', '/health/', '/openapi.yaml'])(
    '%s is nothing, or what it says it is',
    async (path) => {
      const headers = { authorization: `Bearer ${house.keys.owner}` };
      const answer = await house.wire.send({ method: 'GET', path, headers });
      if (answer.status !== 200) expect(problemComplaints(['not-found'], answer)).toEqual([]);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    },
  );
});

async function refusesStrangers(asker: Asker): Promise<void> {
  await asker.expect('without a key', '401 unauthenticated', { key: null });
  await asker.expect('with an unknown key', '401 unauthenticated', { key: `omv_${randomUUID()}` });
  const scope = SCOPES.find((scope) => scope === asker.operation['x-scope']);
  if (!scope) throw new Error(`${asker.operation.id} has the unknown scope ${asker.operation['x-scope']}`);
  await asker.expect(`without the scope ${scope}`, '403 forbidden', { key: house.keys.without[scope] });
}

/** What belongs to somebody else is answered exactly like what does not exist. */
async function hidesFromOthers(asker: Asker): Promise<void> {
  const { operation, asked } = asker;
  // What is no id says what is wanted of the thing, not which thing.
  const names = [...operation.path.matchAll(/\{(\w+Id)\}/g)].map(([, name = '']) => name);
  const body = asked.body as Record<string, unknown> | undefined; // written as an object in cases.ts
  const namesProject = body !== undefined && 'projectId' in body;
  if (names.length === 0 && !namesProject) {
    if (operation.method !== 'get') return;
    const { text } = await asker.expect('by another owner', '200', { key: house.keys.foreign });
    if (text.includes(house.film.id)) asker.complaints.push(`${operation.id} shows another owner's project`);
    return;
  }
  const expected = '404 [a-z]+-not-found';
  const foreign = await asker.expect('by another owner', expected, { key: house.keys.foreign });
  const path = Object.fromEntries(names.map((name) => [name, uuidv7()]));
  const elsewhere = namesProject ? { ...asked, body: { ...body, projectId: uuidv7() } } : asked;
  const absent = await asker.expect(
    'of what does not exist',
    expected,
    { key: house.keys.foreign, path },
    elsewhere,
  );
  expect(wordsOf(foreign)).toEqual(wordsOf(absent));
}

function wordsOf({ body }: Answer): unknown {
  const { instance, requestId, ...words } = body as Record<string, unknown>; // judged to be a problem
  return words;
}

async function refusesWhatIsWrong(asker: Asker): Promise<void> {
  const { operation, asked } = asker;
  const key = isSecured(operation) ? house.keys.owner : null;
  const [id] = Object.keys(asked.path ?? {});
  if (id !== undefined)
    await asker.expect('of an id that is none', '404 not-found', { key, path: { [id]: 'x' } });
  for (const { name, in: place, schema } of operation.parameters) {
    if (place !== 'query' || (schema.type === 'string' && !schema.enum)) continue;
    const query = { ...asked.query, [name]: 'NaN' };
    await asker.expect(`with a wrong ${name}`, '422 invalid-request', { key }, { ...asked, query });
  }
  if (!jsonBody(operation)) return;
  const json = (raw: string) => ({ key, raw });
  await asker.expect('with a field that is not known', '422 invalid-request', json('{"no such field":1}'));
  await asker.expect('with a list for a body', '422 invalid-request', json('[]'));
  await asker.expect('with half a body', '400 invalid-json', json('{"title":'));
  await asker.expect('with a body that is too large', '413 body-too-large', json(HUGE));
  const headers = { 'content-type': 'text/plain' };
  await asker.expect('with a text', '415 unsupported-media-type', { ...json('{"title":"x"}'), headers });
}

const takesKey = ({ parameters }: Operation) =>
  parameters.some(({ name }) => name.toLowerCase() === 'idempotency-key');

async function answersTwiceTheSame(asker: Asker): Promise<void> {
  const { operation, asked } = asker;
  const asking = { key: house.keys.owner, headers: { 'idempotency-key': randomUUID() } };
  const status = grantedStatus(operation);
  const first = await asker.expect('happy', status, asking);
  const second = await asker.expect('the same again', status, asking);
  expect(first.headers['idempotency-replayed']).toBeUndefined();
  expect(second.headers['idempotency-replayed'], `${operation.id} marks what it answers again`).toBe('true');
  expect(timeless(second)).toEqual(timeless(first));
  if (asked.otherBody === undefined) return;
  const other = { ...asked, body: asked.otherBody };
  await asker.expect('another body', '422 idempotency-conflict', asking, other);
}

/** Without what is signed anew for each answer: a URL that is over would be of no use. */
function timeless({ body, headers }: Answer): unknown {
  const { url, expiresAt, ...rest } = body as Record<string, unknown>; // judged to be an object
  return { ...rest, location: headers.location };
}

async function saysWhatIsUnchanged(asker: Asker, key: string | null, granted: Answer): Promise<void> {
  const { etag } = granted.headers;
  if (etag === undefined) return;
  const headers = { 'if-none-match': etag, origin: 'https://studio.example' };
  const answer = await asker.expect('unchanged', '304', { key, headers });
  expect(answer.headers['access-control-allow-origin'], 'a page may read a 304').toBe(headers.origin);
}
