import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startBench, type TestBench } from '../testing.ts';

const SCHNELL = 'models/black-forest-labs/flux-schnell/predictions';

const created = z.strictObject({
  id: z.string().regex(/^[a-z0-9]{26}$/),
  model: z.literal('black-forest-labs/flux-schnell'),
  version: z.literal('hidden'),
  input: z.strictObject({ prompt: z.string() }),
  logs: z.literal(''),
  output: z.null(),
  data_removed: z.literal(false),
  error: z.null(),
  source: z.literal('api'),
  status: z.literal('starting'),
  created_at: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  urls: z.strictObject({ get: z.url(), cancel: z.url(), web: z.url(), stream: z.url() }),
});
const finished = z.looseObject({
  id: z.string(),
  status: z.string(),
  output: z.unknown(),
  error: z.string().nullable(),
});

async function until(
  bench: TestBench,
  id: string,
  statuses: readonly string[],
): Promise<z.infer<typeof finished>> {
  for (;;) {
    const prediction = finished.parse(await (await bench.replicate('GET', `predictions/${id}`)).json());
    if (statuses.includes(prediction.status)) return prediction;
    await sleep(15);
  }
}

async function create(
  bench: TestBench,
  path = SCHNELL,
  input: unknown = { prompt: 'sea' },
  headers = {},
): Promise<z.infer<typeof finished>> {
  return finished.parse(await (await bench.replicate('POST', path, { input }, headers)).json());
}

test('a created prediction has the live shape and becomes an array of files for schnell', async () => {
  const bench = await startBench();
  const response = await bench.replicate('POST', SCHNELL, { input: { prompt: 'the sea at night' } });
  expect(response.status).toBe(201);
  const prediction = created.parse(await response.json());
  expect(response.headers.get('location')).toBe(prediction.urls.get);
  const done = await until(bench, prediction.id, ['succeeded', 'failed']);
  expect(done).toMatchObject({
    status: 'succeeded',
    metrics: { predict_time: expect.any(Number), total_time: expect.any(Number) },
  });
  expect(done.started_at).toMatch(/\.\d{9}Z$/);
  const [file] = z.array(z.url()).length(1).parse(done.output);
  const picture = await fetch(file ?? '');
  expect(picture.headers.get('content-type')).toBe('image/webp');
  expect(Number(picture.headers.get('content-length'))).toBe((await picture.arrayBuffer()).byteLength);
  const part = await fetch(file ?? '', { headers: { range: 'bytes=0-99' } });
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 100]);
});

test.each([
  [
    'unknown model',
    'models/nobody/nothing/predictions',
    { input: {} },
    404,
    { detail: 'The requested resource could not be found.' },
  ],
  [
    'missing prompt',
    SCHNELL,
    { input: {} },
    422,
    {
      detail: '- input: prompt is required\n',
      status: 422,
      title: 'Input validation failed',
      invalid_fields: [{ type: 'required', field: 'input', description: 'prompt is required' }],
    },
  ],
  [
    'value outside an enum',
    SCHNELL,
    { input: { prompt: 'x', output_format: 'gif' } },
    422,
    {
      invalid_fields: [
        {
          type: 'enum',
          field: 'input.output_format',
          description: 'output_format must be one of the following: "webp", "jpg", "png"',
        },
      ],
    },
  ],
  [
    'wrong type',
    SCHNELL,
    { input: { prompt: 7 } },
    422,
    { invalid_fields: [{ type: 'invalid_type', field: 'input.prompt' }] },
  ],
  [
    'unknown input',
    SCHNELL,
    { input: { prompt: 'x', duration: 5 } },
    422,
    { invalid_fields: [{ type: 'additional_property_not_allowed', field: 'input' }] },
  ],
  [
    'unknown body key',
    SCHNELL,
    { input: { prompt: 'x' }, hook: 1 },
    422,
    { invalid_fields: [{ type: 'additional_property_not_allowed', field: '' }] },
  ],
  [
    'plain http webhook',
    SCHNELL,
    { input: { prompt: 'x' }, webhook: 'http://example.com/' },
    422,
    { invalid_fields: [{ field: 'webhook' }] },
  ],
  [
    'bad version',
    'predictions',
    { version: 'f'.repeat(64), input: {} },
    422,
    { title: 'Invalid version or not permitted' },
  ],
])('refuses %s', async (_name, path, body, status, expected) => {
  const bench = await startBench();
  const response = await bench.replicate('POST', path, body);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject(expected);
  expect(await bench.control('GET', 'stats')).toMatchObject({ paid: { count: 0 } });
});

test('tokens that are missing, of another service or marked invalid get 401', async () => {
  const bench = await startBench();
  for (const authorization of ['', 'Bearer sk-test', 'Bearer r8_invalid']) {
    const response = await bench.replicate('GET', 'predictions', undefined, { authorization });
    expect([response.status, await response.json()]).toEqual([
      401,
      { title: 'Unauthenticated', detail: 'You did not pass a valid authentication token', status: 401 },
    ]);
  }
});

test.each(['black-forest-labs/flux-1.1-pro', `black-forest-labs/flux-1.1-pro:${'a'.repeat(64)}`])(
  'POST /predictions takes version %s; one-picture models answer one URL',
  async (version) => {
    const bench = await startBench();
    const response = await bench.replicate('POST', 'predictions', { version, input: { prompt: 'x' } });
    const { id, version: shown } = z
      .looseObject({ id: z.string(), version: z.string() })
      .parse(await response.json());
    expect(shown).toBe(version.split(':')[1] ?? 'hidden');
    expect((await until(bench, id, ['succeeded'])).output).toEqual(expect.stringMatching(/^http.*\.webp$/));
  },
);

test('Prefer: wait answers as soon as the files are there, before the prediction is done', async () => {
  const bench = await startBench();
  const response = await bench.replicate('POST', SCHNELL, { input: { prompt: 'x' } }, { prefer: 'wait=20' });
  expect(response.status).toBe(201);
  expect(await response.json()).toMatchObject({ status: 'processing', output: [expect.any(String)] });
});

test('Prefer: wait that runs out answers 202 with the running prediction', async () => {
  const bench = await startBench({ SIM_LATENCY: JSON.stringify({ image: { meanMs: 30_000 } }) });
  const response = await bench.replicate('POST', SCHNELL, { input: { prompt: 'x' } }, { prefer: 'wait=1' });
  expect([response.status, await response.json()]).toEqual([
    202,
    expect.objectContaining({ status: 'processing', output: null }),
  ]);
});

test.each(['wait=0', 'wait=abc', 'wait=100'])('Prefer: %s is refused', async (prefer) => {
  const bench = await startBench();
  expect((await bench.replicate('POST', SCHNELL, { input: { prompt: 'x' } }, { prefer })).status).toBe(422);
});

test('Cancel-After aborts what has not started and cancels what runs', async () => {
  const starting = { image: { meanMs: 60_000, startMs: 60_000 }, video: { meanMs: 60_000, startMs: 10 } };
  const bench = await startBench({ SIM_LATENCY: JSON.stringify(starting) });
  const image = await create(bench, SCHNELL, { prompt: 'x' }, { 'cancel-after': '5s' });
  const video = await create(
    bench,
    'models/bytedance/seedance-1-lite/predictions',
    { prompt: 'x' },
    { 'cancel-after': '5' },
  );
  expect(image.deadline).toMatch(/Z$/);
  expect((await until(bench, image.id, ['aborted', 'canceled'])).status).toBe('aborted');
  expect((await until(bench, video.id, ['aborted', 'canceled'])).status).toBe('canceled');
  expect(
    (await bench.replicate('POST', SCHNELL, { input: { prompt: 'x' } }, { 'cancel-after': '4s' })).status,
  ).toBe(422);
});

test('cancel works twice and leaves a finished prediction alone', async () => {
  const bench = await startBench({ SIM_LATENCY: JSON.stringify({ image: { meanMs: 60_000 } }) });
  const { id } = await create(bench);
  for (let time = 0; time < 2; time += 1) {
    const response = await bench.replicate('POST', `predictions/${id}/cancel`);
    expect([response.status, await response.json()]).toEqual([
      200,
      expect.objectContaining({ status: 'canceled' }),
    ]);
  }
  expect((await bench.replicate('POST', 'predictions/unknown/cancel')).status).toBe(404);
});

test('the list is paged by 100, newest first, and filtered by time', async () => {
  const bench = await startBench({ SIM_LATENCY: JSON.stringify({ image: { meanMs: 60_000 } }) });
  const ids: string[] = [];
  for (let index = 0; index < 103; index += 1) ids.push((await create(bench)).id);
  const page = z.object({
    next: z.string().nullable(),
    previous: z.string().nullable(),
    results: z.array(finished),
  });
  const read = async (url: string): Promise<z.infer<typeof page>> =>
    page.parse(await (await fetch(url, { headers: { authorization: 'Bearer r8_test' } })).json());
  const first = await read(`${bench.url}/replicate/v1/predictions`);
  const second = await read(first.next ?? '');
  expect([...first.results, ...second.results].map(({ id }) => id)).toEqual([...ids].reverse());
  expect([first.previous, second.next]).toEqual([null, null]);
  expect((await read(second.previous ?? '')).results[0]?.id).toBe(ids.at(-1));
  const future = await read(`${bench.url}/replicate/v1/predictions?created_after=2999-01-01T00:00:00Z`);
  expect(future.results).toEqual([]);
});

test('after the retention the data is gone and its files answer 410', async () => {
  const bench = await startBench({ SIM_RETENTION_MS: '150' });
  const { id } = await create(bench);
  const done = await until(bench, id, ['succeeded']);
  const [file] = z.array(z.string()).parse(done.output);
  let purged = done;
  while (purged.data_removed !== true) purged = await until(bench, id, ['succeeded']);
  expect(purged).toMatchObject({ input: null, output: null, logs: null, data_removed: true });
  expect((await fetch(file ?? '')).status).toBe(410);
  expect((await fetch(`${bench.url}/replicate-delivery/xezq/never/was.png`)).status).toBe(404);
});

test('the create bucket answers 429 with retry_after and the low-credit text', async () => {
  const bench = await startBench();
  await bench.control('POST', 'limits', { createPerMinute: 6, createBurst: 1 });
  expect((await bench.replicate('POST', SCHNELL, { input: { prompt: 'x' } })).status).toBe(201);
  const response = await bench.replicate('POST', SCHNELL, { input: { prompt: 'x' } });
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, null]);
  const body = z
    .strictObject({ detail: z.string(), status: z.literal(429), retry_after: z.number().int() })
    .parse(await response.json());
  expect(body.detail).toContain('while you have less than $5.0 in credit');
  expect(body.detail).toMatch(new RegExp(`resets in ~${body.retry_after}s\\.$`));
  expect((await bench.replicate('GET', 'predictions')).status).toBe(200);
});

test('a model describes its inputs', async () => {
  const bench = await startBench();
  const model: unknown = await (await bench.replicate('GET', 'models/minimax/hailuo-2.3-fast')).json();
  expect(model).toMatchObject({
    owner: 'minimax',
    latest_version: {
      openapi_schema: {
        components: {
          schemas: { Input: { required: ['prompt', 'first_frame_image'] }, Output: { type: 'string' } },
        },
      },
    },
  });
});

test('a start image that cannot be fetched fails the prediction, not the request', async () => {
  const bench = await startBench();
  const input = { prompt: 'x', image: `${bench.url}/replicate-delivery/no/such.png?signature=secret` };
  const { id } = await create(bench, 'models/bytedance/seedance-1-lite/predictions', input);
  const { status, error } = await until(bench, id, ['succeeded', 'failed']);
  expect(status).toBe('failed');
  expect(error).toMatch(/^Failed to load input image: HTTP 404/);
  expect(error).not.toContain('secret');
});
