import { TrieRouter } from 'hono/router/trie-router';
import { describe, expect, it } from 'vitest';
import { createApp } from './app.ts';
import { QuickRouter } from './quick-router.ts';

const ID = '0198c0de-0000-7000-8000-000000000001';

/** What a router answers, by names: which handlers, in which order, with which parameters. */
function matched(
  router: QuickRouter<string> | TrieRouter<string>,
  method: string,
  path: string,
): [string, object][] {
  const [handlers, stash] = router.match(method, path);
  return handlers.map(([handler, params]) => [
    handler,
    // With a stash, parameters are places in it.
    Object.fromEntries(
      Object.entries(params).map(([name, at]) => [name, typeof at === 'number' ? stash?.[at] : at]),
    ),
  ]);
}

describe('every route of the API', () => {
  const { routes } = createApp();
  const [quick, slow] = [new QuickRouter<string>(), new TrieRouter<string>()];
  for (const [index, { method, path }] of routes.entries()) {
    for (const router of [quick, slow]) router.add(method, path, `${index} ${method} ${path}`);
  }
  const own = new Map(routes.map(({ method, path }) => [`${method} ${path}`, { method, path }]));

  it.each([...own.values()].filter(({ path }) => !path.includes('*')))(
    '$method $path is found as by the slow router',
    ({ method, path }) => {
      const asked = path.replaceAll(/:[^/]+/g, ID);
      const found = matched(quick, method, asked);
      expect(found.at(-1)?.[0]).toContain(`${method} ${path}`);
      expect(found).toEqual(matched(slow, method, asked));
    },
  );

  it.each(['/', '/api', '/api/nothing', `/api/projects/${ID}/nothing`, '/api/uploads/', '/API/projects'])(
    '%s leads to nothing but what every request goes through',
    (path) => {
      expect(matched(quick, 'GET', path)).toEqual(matched(slow, 'GET', path));
    },
  );
});

it('a path that is a route in full is never taken for a parameter', () => {
  const router = new QuickRouter<string>();
  router.add('POST', '/uploads/presign', 'presign');
  router.add('GET', '/uploads/:uploadId', 'upload');
  expect(matched(router, 'GET', '/uploads/7')).toEqual([['upload', { uploadId: '7' }]]);
  expect(matched(router, 'GET', '/uploads/presign')).toEqual([]);
});
