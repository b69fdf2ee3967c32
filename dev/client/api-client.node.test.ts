import { expect, test } from 'vitest';
import { type ApiOptions, answer, createApi, fileUrl, once, ticketsOf } from './api-client.ts';
import { ApiProblem } from './api-problem.ts';
import { serve } from './testing/serve.ts';

const ID = '0198c0de-0000-7000-8000-000000000001';
const PROJECT = { params: { path: { projectId: ID } } };

const PROBLEM = {
  type: '/docs/problems#stage-busy',
  title: 'The stage is already running',
  status: 409,
  detail: 'Wait for it.',
  instance: '/api/projects',
  code: 'stage-busy',
  requestId: 'r1',
};

const api = (baseUrl: string, options: Partial<ApiOptions> = {}) =>
  createApi({ baseUrl, key: 'omv_test', ...options });

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

test('a request carries the key, and its answer is what the route says', async () => {
  const server = await serve(() =>
    json(200, { items: [{ id: ID, title: 'Night train' }], nextCursor: null }),
  );
  const { items } = await answer(
    api(`${server.url}/`).GET('/api/projects', { params: { query: { limit: 2 } } }),
  );
  expect(items[0]?.title).toBe('Night train');
  expect(server.requests).toMatchObject([
    { method: 'GET', url: '/api/projects?limit=2', headers: { authorization: 'Bearer omv_test' } },
  ]);
});

test('a key may be asked for with each request', async () => {
  const server = await serve(() => json(200, {}));
  let asked = 0;
  const client = api(server.url, { key: async () => `token-${++asked}` });
  await client.GET('/health');
  await client.GET('/health');
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer token-1',
    'Bearer token-2',
  ]);
});

test('a refusal is a typed error with the whole problem', async () => {
  const errors = [{ pointer: '/title', message: 'Too long' }];
  const server = await serve(() => json(422, { ...PROBLEM, code: 'invalid-request', errors }));
  const refused = answer(api(server.url).POST('/api/projects/{projectId}/transcribe', PROJECT));
  const problem = await refused.catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(ApiProblem);
  expect(problem).toMatchObject({
    status: 422,
    code: 'invalid-request',
    problem: { requestId: 'r1', errors },
  });
  expect(String(problem)).toContain('/title: Too long');
});

test('what is no problem document is an error with its status', async () => {
  const server = await serve(() => ({ status: 500, headers: {}, body: '<h1>Bad gateway</h1>' }));
  await expect(answer(api(server.url).GET('/health'))).rejects.toMatchObject({
    status: 500,
    code: 'no-problem-document',
    problem: null,
  });
});

test.each([429, 502, 503, 504])('what only reads is sent again after %i', async (status) => {
  const server = await serve((_, count) =>
    count < 3 ? json(status, PROBLEM, { 'retry-after': '0' }) : json(200, { status: 'ok' }),
  );
  expect(await answer(api(server.url).GET('/health'))).toEqual({ status: 'ok' });
  expect(server.requests).toHaveLength(3);
});

test('a request that got no answer is sent again where that does no harm', async () => {
  const server = await serve((_, count) => (count < 3 ? 'cut' : json(202, { id: ID })));
  const named = { params: { ...PROJECT.params, header: once('mine') } };
  const client = api(server.url);
  await answer(client.POST('/api/projects/{projectId}/run', { ...named, body: { until: 'transcribe' } }));
  const sent = server.requests.map(({ headers, body }) => [headers['idempotency-key'], body]);
  expect(sent).toEqual(Array(3).fill(['mine', '{"until":"transcribe"}']));
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
  '%s without an Idempotency-Key is never sent again',
  async (method) => {
    const busy = await serve(() => json(503, PROBLEM, { 'retry-after': '0' }));
    const gone = await serve(() => 'cut');
    const ask = (url: string) => api(url).request(method.toLowerCase() as 'post', '/api/projects', { body });
    const body = { title: 'Night train' };
    await expect(answer(ask(busy.url))).rejects.toMatchObject({ status: 503 });
    await expect(ask(gone.url)).rejects.toThrow(TypeError);
    expect([busy.requests.length, gone.requests.length]).toEqual([1, 1]);
  },
);

test('no more attempts than allowed, and a refusal that will not change is not tried again', async () => {
  const busy = await serve(() => json(503, PROBLEM, { 'retry-after': '0' }));
  await expect(answer(api(busy.url, { retry: { attempts: 2 } }).GET('/health'))).rejects.toThrow(ApiProblem);
  expect(busy.requests).toHaveLength(2);
  const refusing = await serve(() => json(409, PROBLEM));
  await expect(answer(api(refusing.url).GET('/health'))).rejects.toMatchObject({ code: 'stage-busy' });
  expect(refusing.requests).toHaveLength(1);
});

test('Retry-After is waited for, and passed on where it is too long', async () => {
  const soon = await serve((_, count) =>
    count === 1 ? json(429, PROBLEM, { 'retry-after': '1' }) : json(200, {}),
  );
  const begun = performance.now();
  await api(soon.url).GET('/health');
  expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  const late = await serve(() => json(429, PROBLEM, { 'retry-after': date }));
  const problem = await answer(api(late.url).GET('/health')).catch((error: unknown) => error);
  expect(late.requests).toHaveLength(1);
  expect(problem instanceof ApiProblem && Math.round((problem.retryAfterSeconds ?? 0) / 60)).toBe(60);
});

test('an aborted request is given up while it waits', async () => {
  const server = await serve(() => json(503, PROBLEM, { 'retry-after': '20' }));
  const abort = new AbortController();
  const request = api(server.url).GET('/health', { signal: abort.signal });
  setTimeout(() => abort.abort(new Error('left the page')), 50);
  await expect(request).rejects.toThrow('left the page');
});

test('a file is where the redirect leads, and storage gets no key', async () => {
  const storage = await serve(() => ({ status: 200, headers: {}, body: 'film' }));
  const location = `${storage.url}/film.mp4?signed`;
  const server = await serve(() => ({ status: 302, headers: { location }, body: '' }));
  const where = { params: { path: { projectId: ID, videoId: ID } }, parseAs: 'stream' } as const;
  const found = api(server.url).GET('/api/projects/{projectId}/videos/{videoId}/download', where);
  expect(await fileUrl(found)).toBe(location);
  expect(storage.requests).toMatchObject([{ url: '/film.mp4?signed' }]);
  expect(storage.requests[0]?.headers.authorization).toBeUndefined();
});

test('tickets are asked for one by one', async () => {
  const server = await serve((_, count) => json(201, { ticket: `t${count}`, expiresAt: '' }));
  const ticket = ticketsOf(api(server.url), ID);
  const { signal } = new AbortController();
  expect([await ticket(signal), await ticket(signal)]).toEqual(['t1', 't2']);
  expect(server.requests[1]).toMatchObject({ method: 'POST', url: `/api/projects/${ID}/tickets` });
});
