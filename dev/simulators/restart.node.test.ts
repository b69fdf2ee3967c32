import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type SimulatorProcess, startSimulatorProcess } from './start-process.ts';
import { startReceiver, temporaryDir } from './testing.ts';

const auth = { authorization: 'Bearer r8_test', 'content-type': 'application/json' };
const predictionSchema = z.looseObject({ id: z.string(), status: z.string(), output: z.unknown() });
const statsSchema = z.object({
  paid: z.object({
    count: z.number(),
    calls: z.array(z.looseObject({ id: z.string(), webhookQuery: z.record(z.string(), z.string()) })),
  }),
});

async function start(environment: Readonly<Record<string, string>>): Promise<SimulatorProcess> {
  const simulators = await startSimulatorProcess({ SIM_DRAW: 'pool', ...environment });
  onTestFinished(() => simulators.kill());
  return simulators;
}

async function get(url: string): Promise<unknown> {
  return (await fetch(url, { headers: auth })).json();
}

test('a SIGKILL loses no prediction, payment, fault, secret or undelivered webhook', async () => {
  const SIM_STATE_DIR = temporaryDir();
  const receiver = await startReceiver([503]);
  const environment = {
    SIM_STATE_DIR,
    SIM_WEBHOOK_RETRIES_MS: '[1500,1500]',
    SIM_LATENCY: JSON.stringify({ image: { meanMs: 700, startMs: 10 }, video: { meanMs: 5 } }),
    SIM_FAULTS: JSON.stringify([{ service: 'replicate', match: { promptIncludes: 'unlucky' }, fault: 500 }]),
  };
  const first = await start(environment);
  const create = async (url: string, prompt: string): Promise<Response> =>
    fetch(`${url}/replicate/v1/models/black-forest-labs/flux-schnell/predictions`, {
      method: 'POST',
      headers: auth,
      body: JSON.stringify({
        input: { prompt, megapixels: '0.25' },
        webhook: `${receiver.url}/hook?take=${prompt}&token=hidden`,
        webhook_events_filter: ['completed'],
      }),
    });
  // The fault given at start is used up before the kill, and must not come back with the restart.
  expect((await create(first.url, 'unlucky')).status).toBe(500);
  // One prediction ends and is refused by the receiver: its retry is due after the kill.
  const refused = predictionSchema.parse(await (await create(first.url, 'one')).json());
  await receiver.waitFor(1);
  const running = predictionSchema.parse(await (await create(first.url, 'two')).json());
  const secret = await get(`${first.url}/replicate/v1/webhooks/default/secret`);
  await first.kill();
  await sleep(800);

  const second = await start({ ...environment, SIM_PORT: String(first.port) });
  await receiver.waitFor(3);
  expect(await get(`${second.url}/replicate/v1/webhooks/default/secret`)).toEqual(secret);
  const { key } = z.object({ key: z.string() }).parse(secret);
  const bodies = receiver.received.map(({ body, headers }) => {
    const signed = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    return predictionSchema.parse(new Webhook(key).verify(body, signed));
  });
  expect(bodies.map(({ id }) => id).sort()).toEqual([refused.id, refused.id, running.id].sort());
  const twice = receiver.received.filter(({ path }) => path.includes('take=one'));
  expect(new Set(twice.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  for (const { id } of [refused, running]) {
    const { status, output } = predictionSchema.parse(
      await get(`${second.url}/replicate/v1/predictions/${id}`),
    );
    expect(status).toBe('succeeded');
    const [file] = z.array(z.string()).parse(output);
    expect((await fetch(file ?? '')).status).toBe(200);
  }
  expect((await create(second.url, 'unlucky')).status).toBe(201);
  const { paid } = statsSchema.parse(await get(`${second.url}/control/stats`));
  expect(paid.calls.map(({ webhookQuery }) => webhookQuery)).toEqual([
    { take: 'one' },
    { take: 'two' },
    { take: 'unlucky' },
  ]);
});
