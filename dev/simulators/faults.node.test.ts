import { expect, test } from 'vitest';
import { z } from 'zod';
import type { FaultRuleInput } from './faults.ts';
import { startBench, type TestBench } from './testing.ts';

const SCHNELL = 'models/black-forest-labs/flux-schnell/predictions';
const paidSchema = z.looseObject({ paid: z.looseObject({ count: z.number() }) });

const paid = async (bench: TestBench): Promise<number> =>
  paidSchema.parse(await bench.control('GET', 'stats')).paid.count;
const create = (bench: TestBench, prompt = 'x'): Promise<Response> =>
  bench.replicate('POST', SCHNELL, { input: { prompt } });

test.each([400, 401, 402, 404, 413, 422, 429, 500, 502, 503, 524])(
  'HTTP %i on create costs nothing and is over after one time',
  async (status) => {
    const bench = await startBench();
    await bench.fault({ service: 'replicate', fault: status });
    const response = await create(bench);
    expect(response.status).toBe(status);
    await response.text();
    expect(await paid(bench)).toBe(0);
    expect((await create(bench)).status).toBe(201);
  },
);

test('429 carries its wait in the body, and in a header only when asked to', async () => {
  const bench = await startBench();
  await bench.fault({ service: 'replicate', fault: { type: 'http', status: 429, variant: 'low-credit' } });
  await bench.fault({ service: 'replicate', fault: { type: 'http', status: 429, retryAfterSeconds: 9 } });
  const bare = await create(bench);
  expect([bare.headers.get('retry-after'), await bare.json()]).toEqual([
    null,
    {
      detail:
        'Request was throttled. Your rate limit for creating predictions is reduced to 6 requests per minute with a burst of 1 requests while you have less than $5.0 in credit. Your rate limit resets in ~5s.',
      status: 429,
      retry_after: 5,
    },
  ]);
  const headed = await create(bench);
  expect([headed.headers.get('retry-after'), await headed.json()]).toEqual([
    '9',
    expect.objectContaining({ retry_after: 9 }),
  ]);
});

test('402 has the exact live body', async () => {
  const bench = await startBench();
  await bench.fault({ service: 'replicate', fault: 402 });
  expect(await (await create(bench)).json()).toEqual({
    title: 'Insufficient credit',
    detail:
      'You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing to purchase credit. Once you purchase credit, please wait a few minutes before trying again.',
    status: 402,
  });
});

const connectionFaults: readonly [FaultRuleInput['fault'], number][] = [
  ['reset-before', 0],
  ['reset-after-accept', 1],
];
test.each(connectionFaults)('%s cuts the connection and leaves %i paid predictions', async (fault, count) => {
  const bench = await startBench();
  await bench.fault({ service: 'replicate', fault });
  await expect(create(bench)).rejects.toThrow('fetch failed');
  expect(await paid(bench)).toBe(count);
  const list = z.object({ results: z.array(z.unknown()) });
  expect(list.parse(await (await bench.replicate('GET', 'predictions')).json()).results).toHaveLength(count);
});

test.each(['timeout', 'hang-after-accept'])('%s never answers', async (fault) => {
  const bench = await startBench();
  await bench.fault({ service: 'replicate', fault });
  const waiting = fetch(`${bench.url}/replicate/v1/${SCHNELL}`, {
    method: 'POST',
    headers: { authorization: 'Bearer r8_test' },
    body: JSON.stringify({ input: { prompt: 'x' } }),
    signal: AbortSignal.timeout(300),
  });
  await expect(waiting).rejects.toThrow(/timeout/);
  expect(await paid(bench)).toBe(fault === 'timeout' ? 0 : 1);
});

test('rules match service, kind, model, prompt and webhook, count down, and can be taken away', async () => {
  const bench = await startBench();
  await bench.fault({
    id: 'a',
    service: 'replicate',
    match: { promptIncludes: 'Storm', model: 'schnell' },
    fault: 500,
    times: 2,
  });
  await bench.fault({ id: 'b', service: 'replicate', match: { kind: 'list' }, fault: 503, times: null });
  await bench.fault({ id: 'c', service: 'replicate', fault: 502, probability: 0 });
  expect((await create(bench, 'calm sea')).status).toBe(201);
  expect((await create(bench, 'a storm at sea')).status).toBe(500);
  expect((await create(bench, 'a storm at sea')).status).toBe(500);
  expect((await create(bench, 'a storm at sea')).status).toBe(201);
  expect((await bench.replicate('GET', 'predictions')).status).toBe(503);
  expect(await bench.control('GET', 'faults')).toMatchObject({
    faults: [{ remaining: 0, fired: 2 }, { remaining: null, fired: 1 }, { fired: 0 }],
  });
  await bench.control('DELETE', 'faults/b');
  expect((await bench.replicate('GET', 'predictions')).status).toBe(200);
  await bench.control('DELETE', 'faults');
  expect(await bench.control('GET', 'faults')).toEqual({ faults: [] });
});

test('files can be missing, cut short or something else', async () => {
  const bench = await startBench();
  const response = await bench.replicate('POST', SCHNELL, { input: { prompt: 'x' } }, { prefer: 'wait' });
  const { output } = z.looseObject({ output: z.array(z.string()) }).parse(await response.json());
  const url = output[0] ?? '';
  await bench.fault({ service: 'replicate', match: { kind: 'file' }, fault: 404 });
  expect((await fetch(url)).status).toBe(404);
  await bench.fault({ service: 'replicate', fault: 'file-html' });
  expect((await fetch(url)).headers.get('content-type')).toContain('text/html');
  await bench.fault({ service: 'replicate', fault: 'file-truncated' });
  await expect((await fetch(url)).arrayBuffer()).rejects.toThrow();
  await bench.fault({ service: 'replicate', fault: { type: 'file-slow', durationMs: 300 } });
  const started = performance.now();
  await (await fetch(url)).arrayBuffer();
  expect(performance.now() - started).toBeGreaterThan(200);
});

test('a bad rule is refused and reset clears calls, faults and latencies', async () => {
  const bench = await startBench();
  expect(await bench.control('POST', 'faults', { service: 'replicate', fault: 'nonsense' })).toHaveProperty(
    'error',
  );
  await create(bench);
  await bench.fault({ service: 'replicate', fault: 500 });
  await bench.control('POST', 'latency', { image: { meanMs: 9 } });
  expect(await bench.control('GET', 'latency')).toMatchObject({
    image: { meanMs: 9 },
    video: { meanMs: 60 },
  });
  await bench.control('POST', 'reset');
  expect(await bench.control('GET', 'stats')).toMatchObject({ paid: { count: 0, costUsd: 0 } });
  expect(await bench.control('GET', 'faults')).toEqual({ faults: [] });
  expect(await bench.control('GET', 'latency')).toMatchObject({ image: { meanMs: 60 } });
});

test('latencies repeat with the seed, whatever the order of the calls', async () => {
  const calls = z.looseObject({
    paid: z.looseObject({ calls: z.array(z.looseObject({ inputHash: z.string(), latencyMs: z.number() })) }),
  });
  const run = async (prompts: readonly string[]): Promise<readonly string[]> => {
    const bench = await startBench({
      SIM_LATENCY: JSON.stringify({ image: { meanMs: 50_000, jitterMs: 20_000 } }),
    });
    for (const prompt of prompts) await create(bench, prompt);
    const stats = calls.parse(await bench.control('GET', 'stats'));
    return stats.paid.calls.map(({ inputHash, latencyMs }) => `${inputHash} ${latencyMs}`).sort();
  };
  const once = await run(['a', 'b', 'c']);
  expect(new Set(once.map((line) => line.split(' ')[1])).size).toBe(3);
  expect(await run(['c', 'a', 'b'])).toEqual(once);
});
