import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { describe, expect, it } from 'vitest';
import { checkAtOnce } from './check-at-once.ts';
import type { AppEnv } from './environment.ts';

const Answer = z.looseObject({});
const Title = z.object({ title: z.string().trim().max(9) });
const route = (required: boolean) =>
  createRoute({
    method: 'put',
    path: required ? '/scenes/{sceneId}' : '/notes/{sceneId}',
    request: {
      params: z.object({ sceneId: z.uuid() }),
      query: z.object({ limit: z.coerce.number().max(10).default(5), tag: z.array(z.string()).optional() }),
      headers: z.object({ 'if-match': z.string().max(5).optional() }),
      body: {
        required,
        content: { 'application/json': { schema: required ? Title : Title.default({ title: 'none' }) } },
      },
    },
    responses: {
      200: { description: 'What was read.', content: { 'application/json': { schema: Answer } } },
    },
  });

/** The same routes, checked by the library alone or by one step before it. */
function appOf(atOnce: boolean) {
  const app = new OpenAPIHono<AppEnv>({
    defaultHook: ({ success, target }, c) => (success ? undefined : c.json({ refused: target }, 422)),
  });
  if (atOnce) checkAtOnce(app);
  app.onError((error, c) => c.json({ thrown: error.message }, 400));
  for (const required of [true, false]) {
    app.openapi(route(required), (c) => {
      const { req } = c;
      const parts = { param: req.valid('param'), query: req.valid('query'), header: req.valid('header') };
      return c.json({ ...parts, json: req.valid('json') }, 200);
    });
  }
  return app;
}

const ID = '0198c0de-0000-7000-8000-000000000001';
const json = { 'content-type': 'application/json' };
const good = '{"title":" Night train "}';
const longTitle = '{"title":"Night train of the north"}';

const REQUESTS: [string, string, Record<string, string>, string | null][] = [
  ['that fits', `/scenes/${ID}`, json, good],
  ['with a query', `/scenes/${ID}?limit=3&tag=a&tag=b`, json, good],
  ['with one value of a list', `/scenes/${ID}?tag=a`, json, good],
  ['with a header', `/scenes/${ID}`, { ...json, 'if-match': 'abc' }, good],
  ['with a character set', `/scenes/${ID}`, { 'content-type': 'application/json; charset=UTF-8' }, good],
  ['with another kind of JSON', `/scenes/${ID}`, { 'content-type': 'application/merge-patch+json' }, good],
  ['with a bad id', '/scenes/7', json, good],
  ['with a bad query', `/scenes/${ID}?limit=many`, json, good],
  ['with a bad header', `/scenes/${ID}`, { ...json, 'if-match': 'abcdef' }, good],
  ['with a bad body', `/scenes/${ID}`, json, longTitle],
  ['with a body that is no JSON', `/scenes/${ID}`, json, '{"title":'],
  ['with an empty body', `/scenes/${ID}`, json, ''],
  ['without a body', `/scenes/${ID}`, {}, null],
  ['with a body of another type', `/scenes/${ID}`, { 'content-type': 'text/plain' }, good],
  ['with a form', `/scenes/${ID}`, { 'content-type': 'application/x-www-form-urlencoded' }, 'title=x'],
  ['without a body that may be left out', `/notes/${ID}`, {}, null],
  ['with a body that may be left out', `/notes/${ID}`, json, good],
  ['with an empty body that may be left out', `/notes/${ID}`, json, ''],
  ['with half a body that may be left out', `/notes/${ID}`, json, '{"title":'],
  ['with a bad body that may be left out', `/notes/${ID}`, json, '{"title":7}'],
];

describe('a request', () => {
  it.each(REQUESTS)('%s is answered as by the library', async (_, path, headers, body) => {
    const answers = [true, false].map(async (atOnce) => {
      const response = await appOf(atOnce).request(path, { method: 'PUT', headers, body });
      return { status: response.status, body: await response.text() };
    });
    const [ours, theirs] = await Promise.all(answers);
    expect(ours).toEqual(theirs);
  });
});

it('a route is documented once and as it was written', () => {
  const document = (atOnce: boolean) =>
    appOf(atOnce).getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'x', version: '1' } });
  expect(document(true)).toEqual(document(false));
});
