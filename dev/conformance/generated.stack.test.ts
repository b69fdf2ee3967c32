import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FilmProject } from '#dev/e2e/film-project.ts';
import { type House, startHouse } from './house.ts';
import type { Answer, Sent } from './http.ts';
import { Judge, problemComplaints } from './judge.ts';
import { type Operation, operationsOf, readDocument } from './operations.ts';
import { type Made, type Pool, requestsOf } from './requests.ts';
import { Values } from './values.ts';

/** How many requests in all, and what they are made from: `GENERATED_REQUESTS=200000 GENERATED_SEED=7`. */
const REQUESTS = Number(process.env.GENERATED_REQUESTS ?? 20_000);
const SEED = Number(process.env.GENERATED_SEED ?? 1);
const CONNECTIONS = 32;
/** Kinds of complaints that are shown of one operation; the first tells most. */
const SHOWN = 3;

const document = await readDocument();
const operations = operationsOf(document);
const judge = new Judge(document);

let house: House;
let pool: Pool;
beforeAll(async () => {
  house = await startHouse(CONNECTIONS);
  pool = await fill(house);
}, 240_000);
afterAll(() => house?.stop());

/** Things of every kind to be named by requests. */
async function fill(house: House): Promise<Pool> {
  const { client, film, spare, song, keys } = house;
  const drafts = await Promise.all(Array.from({ length: 12 }, () => FilmProject.create(client)));
  const [uploaded, ...disposable] = drafts;
  const upload = await uploaded?.upload(song);
  const created = await Promise.all(
    Array.from({ length: 4 }, () =>
      client.ask('POST', '/api/keys', z.object({ details: z.object({ id: z.string() }) }), {
        name: 'x',
        scopes: ['read'],
      }),
    ),
  );
  const lists = await Promise.all(
    [film, spare].flatMap((project) =>
      (['scenes', 'images', 'clips', 'videos', 'jobs'] as const).map((list) => project.list(list)),
    ),
  );
  const things = lists.flat().map(({ id }) => id);
  const projects = [film.id, spare.id, uploaded?.id ?? ''];
  // A project is asked for most often, and something of it must fit to it now and then.
  const ids = [...Array.from({ length: 8 }, () => projects).flat(), ...things, upload?.id ?? ''];
  return {
    values: new Values(document, ids),
    keys: [keys.owner, keys.foreign, ...Object.values(keys.without)],
    disposable: [...disposable.map(({ id }) => id), ...created.map(({ details }) => details.id)],
  };
}

describe('generated requests', () => {
  it(`are all answered as documented, ${REQUESTS} of them (seed ${SEED})`, async () => {
    const each = Math.ceil(REQUESTS / operations.length);
    const found = new Map<string, string>();
    let answered = 0;
    const queue = operations.map((operation) => ({
      operation,
      made: fc.sample(requestsOf(operation, pool), { numRuns: each, seed: SEED }),
    }));
    // In turns, so that operations meet each other's doings.
    const turns = Array.from({ length: each }, (_, turn) =>
      queue.flatMap(({ operation, made }) => {
        const request = made[turn];
        return request ? [{ operation, request }] : [];
      }),
    ).flat();
    let next = 0;
    const work = async () => {
      for (let turn = turns[next++]; turn; turn = turns[next++]) {
        const wrong = await tried(turn.operation, turn.request);
        if (!turn.request.isCut) answered += 1;
        for (const words of wrong) {
          const kind = `${turn.operation.id}: ${words.replaceAll(/[0-9a-f-]{36}/g, '<id>').slice(0, 80)}`;
          if (!found.has(kind)) found.set(kind, `${words}\n${shown(turn.request.sent)}`);
        }
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, work));
    expect(report(found), `with seed ${SEED}`).toBe('');
    expect(answered).toBeGreaterThan(REQUESTS * 0.95);
  }, 600_000);
});

async function tried(operation: Operation, { sent, isCut, isOfOperation }: Made): Promise<string[]> {
  if (isCut) {
    await house.wire.cut(sent);
    return [];
  }
  let answer: Answer;
  try {
    answer = await house.wire.send(sent);
  } catch (error) {
    return [`no answer: ${String(error)}`];
  }
  const wrong = isOfOperation ? judge.complaints(operation, sent, answer) : elsewhere(sent, answer);
  // Everything that the API needs is there and well, so that nothing excuses a failure of its own.
  if (answer.status > 500) wrong.push(`a ${answer.status} while nothing is down`);
  return wrong.map((words) => `${words} (${answer.status} ${answer.text.slice(0, 400)})`);
}

/** What is wrong with an answer to a request that may have met another operation, or none. */
function elsewhere({ method }: Sent, answer: Answer): string[] {
  const { status, headers } = answer;
  if (status === 500) return ['a 500'];
  if (status === 405 && headers.allow === undefined) return ['a 405 without Allow'];
  return status >= 400 && method !== 'HEAD' ? problemComplaints(null, answer) : [];
}

/** A request that can be sent again by hand. */
function shown({ method, path, headers, body = '' }: Sent): string {
  const { authorization, ...others } = headers;
  const whose = Object.entries(house.keys).find(([, key]) => authorization === `Bearer ${key}`)?.[0];
  const words = typeof body === 'string' ? body : `bytes ${Buffer.from(body).toString('hex')}`;
  const sent = `${method} ${path.slice(0, 300)}\n${JSON.stringify({ ...others, key: whose ?? 'another' })}`;
  return `${sent}\n${JSON.stringify(words.slice(0, 500))}`;
}

function report(found: ReadonlyMap<string, string>): string {
  const byOperation = Map.groupBy(found, ([kind]) => kind.split(':')[0]);
  return [...byOperation]
    .map(
      ([id, kinds]) =>
        `${id}, ${kinds.length} kinds:\n${kinds
          .slice(0, SHOWN)
          .map(([, words]) => words)
          .join('\n---\n')}`,
    )
    .join('\n\n');
}
