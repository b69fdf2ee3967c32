import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { FaultRuleInput } from '../faults.ts';
import { type Received, startBench, startReceiver, type TestBench } from '../testing.ts';

const SCHNELL = 'models/black-forest-labs/flux-schnell/predictions';
const RETRIES = { SIM_WEBHOOK_RETRIES_MS: '[30,60,90]' };

async function secretOf(bench: TestBench): Promise<string> {
  const response = await bench.replicate('GET', 'webhooks/default/secret');
  return z.strictObject({ key: z.string().regex(/^whsec_/) }).parse(await response.json()).key;
}

function verify(secret: string, { body, headers }: Received): unknown {
  const signed = {
    'webhook-id': String(headers['webhook-id']),
    'webhook-timestamp': String(headers['webhook-timestamp']),
    'webhook-signature': String(headers['webhook-signature']),
  };
  return new Webhook(secret).verify(body, signed);
}

function statuses(received: readonly Received[]): readonly string[] {
  return received.map(({ body }) => z.looseObject({ status: z.string() }).parse(JSON.parse(body)).status);
}

const order = (
  bench: TestBench,
  webhook: string,
  events: readonly string[] = ['completed'],
): Promise<Response> =>
  bench.replicate('POST', SCHNELL, {
    input: { seed: 1, prompt: 'a', megapixels: '0.25' },
    webhook,
    webhook_events_filter: events,
  });

test('the terminal webhook is the bare prediction, alphabetical, compact and signed', async () => {
  const bench = await startBench();
  const receiver = await startReceiver();
  await order(bench, `${receiver.url}/hook?project=p&take=t`);
  await receiver.waitFor(1);
  const [hook] = receiver.received;
  if (hook === undefined) throw new Error('no webhook');
  expect(hook.path).toBe('/hook?project=p&take=t');
  expect(verify(await secretOf(bench), hook)).toMatchObject({ status: 'succeeded' });
  const parsed = z.record(z.string(), z.unknown()).parse(JSON.parse(hook.body));
  expect(Object.keys(parsed)).toEqual(Object.keys(parsed).sort());
  expect(JSON.stringify(parsed)).toBe(hook.body);
  expect(hook.body).toContain('"input":{"megapixels":"0.25","prompt":"a","seed":1}');
  expect(Object.keys(parsed)).not.toContain('source');
  expect(parsed.metrics).toEqual({ predict_time: expect.any(Number) });
  expect(Object.keys(hook.headers).sort()).toEqual([
    'accept-encoding',
    'connection',
    'content-length',
    'content-type',
    'host',
    'user-agent',
    'webhook-id',
    'webhook-signature',
    'webhook-timestamp',
  ]);
  expect(hook.headers).toMatchObject({
    'user-agent': expect.stringMatching(/^Webhooks\/1\.66\.0/),
    'webhook-id': expect.stringMatching(/^msg_[0-9A-Za-z]{27}$/),
    'webhook-timestamp': expect.stringMatching(/^\d{10}$/),
    'accept-encoding': 'gzip',
  });
});

test('a refused or redirected terminal webhook comes again under the same id, then stops', async () => {
  const bench = await startBench(RETRIES);
  const receiver = await startReceiver([500, 301, 200]);
  await order(bench, receiver.url);
  await receiver.waitFor(3);
  await sleep(200);
  expect(receiver.received).toHaveLength(3);
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  expect(await bench.control('GET', 'stats')).toMatchObject({
    counters: { 'webhooks.sent': 3, 'webhooks.delivered': 1 },
  });
});

test('intermediate webhooks are sent once, whatever the answer; the filter decides which', async () => {
  const bench = await startBench(RETRIES);
  const receiver = await startReceiver([500, 500, 200]);
  await order(bench, receiver.url, ['start', 'output', 'completed']);
  await receiver.waitFor(3);
  await sleep(150);
  expect(statuses(receiver.received)).toEqual(['processing', 'processing', 'succeeded']);
});

test('without a filter output changes and the end are told', async () => {
  const bench = await startBench();
  const receiver = await startReceiver();
  await bench.replicate('POST', SCHNELL, {
    input: { prompt: 'a', megapixels: '0.25' },
    webhook: receiver.url,
  });
  await receiver.waitFor(2);
  const bodies = receiver.received.map(({ body }) =>
    z.looseObject({ output: z.unknown() }).parse(JSON.parse(body)),
  );
  expect(bodies[0]?.output).toEqual(bodies[1]?.output);
});

const cases: readonly [FaultRuleInput['fault'], number, readonly string[]][] = [
  ['webhook-dropped', 0, []],
  [{ type: 'webhook-duplicated', copies: 2 }, 3, ['succeeded', 'succeeded', 'succeeded']],
  ['webhook-out-of-order', 2, ['succeeded', 'processing']],
  [{ type: 'prediction-failed', error: 'E1001' }, 1, ['failed']],
  ['prediction-canceled', 1, ['canceled']],
  ['prediction-aborted', 1, ['aborted']],
  ['prediction-hangs', 0, []],
];
test.each(cases)('fault %j', async (fault, count, expected) => {
  const bench = await startBench();
  const receiver = await startReceiver();
  await bench.fault({ service: 'replicate', fault });
  await order(bench, receiver.url);
  await receiver.waitFor(count);
  await sleep(400);
  expect(statuses(receiver.received)).toEqual(expected);
});

test('a duplicate carries the same webhook-id', async () => {
  const bench = await startBench();
  const receiver = await startReceiver();
  await bench.fault({ service: 'replicate', fault: 'webhook-duplicated' });
  await order(bench, receiver.url);
  await receiver.waitFor(2);
  expect(receiver.received[0]?.headers['webhook-id']).toBe(receiver.received[1]?.headers['webhook-id']);
});

test('an early webhook arrives before the create response', async () => {
  const bench = await startBench();
  const receiver = await startReceiver();
  await bench.fault({ service: 'replicate', fault: 'webhook-early' });
  const response = await order(bench, receiver.url);
  expect(statuses(receiver.received)).toEqual(['succeeded']);
  expect([response.status, await response.json()]).toEqual([
    201,
    expect.objectContaining({ status: 'starting' }),
  ]);
});

test('a wrong signature does not verify, a delayed webhook does', async () => {
  const bench = await startBench();
  const receiver = await startReceiver();
  await bench.fault({ service: 'replicate', fault: 'webhook-wrong-signature' });
  await bench.fault({ service: 'replicate', fault: { type: 'webhook-delayed', delayMs: 50 } });
  await order(bench, receiver.url);
  await receiver.waitFor(1);
  await order(bench, receiver.url);
  await receiver.waitFor(2);
  const secret = await secretOf(bench);
  const [wrong, delayed] = receiver.received;
  if (wrong === undefined || delayed === undefined) throw new Error('webhooks are missing');
  expect(() => verify(secret, wrong)).toThrow();
  expect(verify(secret, delayed)).toMatchObject({ status: 'succeeded' });
});
