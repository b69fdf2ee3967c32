import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createReplicateClient } from './client.ts';

const TOKEN = 'r8_SeCrEtSeCrEtSeCrEt';
const STARTING = {
  id: 'h57pag03m5rmy0czx00v1spt08',
  model: 'google/imagen-4-fast',
  version: 'hidden',
  input: { aspect_ratio: '1:1', prompt: '…' },
  logs: '',
  output: null,
  data_removed: false,
  error: null,
  source: 'api',
  status: 'starting',
  created_at: '2026-11-22T10:00:00.263Z',
  urls: {
    get: 'https://api.replicate.com/v1/predictions/h57p',
    cancel: 'https://api.replicate.com/v1/predictions/h57p/cancel',
  },
};

type Heard = {
  method: string | undefined;
  url: string | undefined;
  headers: Record<string, unknown>;
  body: string;
};

/** A server that gives the answers in turn, the last one for ever, and keeps what it heard. */
async function replicate(...answers: ((response: ServerResponse) => void)[]) {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    heard.push({ method, url, headers, body: await text(request) });
    answers[Math.min(heard.length, answers.length) - 1]?.(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const config = { baseUrl: `http://127.0.0.1:${port}/v1/`, token: TOKEN, fetch };
  const hasty = createReplicateClient({ ...config, timeoutMs: 300 });
  return { heard, client: createReplicateClient(config), hasty };
}

function json(status: number, body: unknown, headers: Record<string, string> = {}) {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

const order = {
  model: 'google/imagen-4-fast',
  input: { prompt: 'a harbour' },
  webhookUrl: 'https://omvee.example/hooks/replicate?take=1',
  cancelAfterSeconds: 299.2,
};

describe('creating a prediction', () => {
  test.each([200, 201, 202])('sends one request and takes %i for an answer', async (status) => {
    const { client, heard } = await replicate(json(status, STARTING));
    const prediction = await client.createPrediction(order);
    expect(prediction).toMatchObject({ id: STARTING.id, status: 'starting', output: null, webhook: null });
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ method: 'POST', url: '/v1/models/google/imagen-4-fast/predictions' });
    expect(heard[0]?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      'cancel-after': '300s',
      'content-type': 'application/json',
    });
    expect(heard[0]?.headers).not.toHaveProperty('prefer');
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({
      input: { prompt: 'a harbour' },
      webhook: 'https://omvee.example/hooks/replicate?take=1',
      webhook_events_filter: ['start', 'completed'],
    });
  });

  test('sends a model with a version to the general path, without a webhook where none is wanted', async () => {
    const { client, heard } = await replicate(json(201, STARTING));
    const model = `owner/name:${'a'.repeat(64)}`;
    await client.createPrediction({ ...order, model, webhookUrl: null, cancelAfterSeconds: 1 });
    expect(heard[0]?.url).toBe('/v1/predictions');
    expect(heard[0]?.headers['cancel-after']).toBe('5s');
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual({ version: model, input: { prompt: 'a harbour' } });
  });

  test.each(['imagen', 'a/b/c', '../../files/x', 'a/b:c d', ''])(
    'refuses the model %j unsent',
    async (model) => {
      const { client, heard } = await replicate(json(201, STARTING));
      await expect(client.createPrediction({ ...order, model })).rejects.toMatchObject({
        verdict: 'terminal',
        code: 'replicate-invalid-model',
      });
      expect(heard).toHaveLength(0);
    },
  );

  test.each<[string, (response: ServerResponse) => void]>([
    ['the connection is reset', (response) => response.socket?.resetAndDestroy()],
    ['nobody answers in time', () => undefined],
    ['the answer hangs', (response) => void response.writeHead(201).write('{"id":')],
    [
      'the answer breaks off',
      (response) => {
        response.writeHead(201, { 'content-length': 500 }).write('{"id":', () => response.destroy());
      },
    ],
    ['the answer is no prediction', json(201, { hello: 'world' })],
    ['the answer is HTML', (response) => void response.writeHead(200).end('<html>')],
    ['a proxy fails', (response) => void response.writeHead(524).end('<html>')],
  ])('is unconfirmed, and sent once, when %s', async (_name, answer) => {
    const { hasty, heard } = await replicate(answer);
    await expect(hasty.createPrediction(order)).rejects.toMatchObject({
      name: 'ProviderError',
      verdict: 'unconfirmed',
      code: 'replicate-unconfirmed',
    });
    expect(heard).toHaveLength(1);
  });

  test('may be repeated when the connection was refused', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const client = createReplicateClient({ baseUrl: `http://127.0.0.1:${port}`, token: TOKEN, fetch });
    await expect(client.createPrediction(order)).rejects.toMatchObject({
      verdict: 'retry',
      code: 'replicate-unreachable',
    });
  });

  test('is unconfirmed where the runtime gives no reason, as workerd does', async () => {
    const dropped = () => Promise.reject(new Error('Network connection lost.'));
    const client = createReplicateClient({ baseUrl: 'https://api.example', token: TOKEN, fetch: dropped });
    await expect(client.createPrediction(order)).rejects.toMatchObject({ verdict: 'unconfirmed' });
  });

  test('passes on how long Replicate asks to wait', async () => {
    const { client } = await replicate(
      json(429, { detail: 'Your rate limit resets in ~5s.', retry_after: 5 }),
    );
    await expect(client.createPrediction(order)).rejects.toMatchObject({
      verdict: 'retry',
      retryAfterSeconds: 5,
    });
  });

  test('does not follow a redirect with the token', async () => {
    const { client, heard } = await replicate((response) => {
      response.writeHead(307, { location: '/v1/elsewhere' }).end();
    });
    await expect(client.createPrediction(order)).rejects.toMatchObject({ verdict: 'terminal' });
    expect(heard).toHaveLength(1);
  });

  test('does not show a token that no header can carry', async () => {
    const client = createReplicateClient({ baseUrl: 'https://api.example', token: `${TOKEN}\n`, fetch });
    const error: unknown = await client.createPrediction(order).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ verdict: 'terminal', code: 'replicate-unauthorized' });
    expect(JSON.stringify(error) + String(error)).not.toContain(TOKEN);
  });
});

describe('reading predictions', () => {
  test('knows a finished one, and one whose data is gone', async () => {
    const finished = {
      ...STARTING,
      status: 'succeeded',
      output: ['https://replicate.delivery/xezq/tmpabc.jpg'],
      started_at: '2026-11-22T10:00:00.270303608Z',
      completed_at: '2026-11-22T10:00:05.882143865Z',
      metrics: { predict_time: 5.61, image_count: 1 },
    };
    const removed = {
      ...STARTING,
      status: 'aborted',
      input: null,
      output: null,
      logs: null,
      data_removed: true,
    };
    const { client } = await replicate(json(200, finished), json(200, removed));
    expect(await client.getPrediction(STARTING.id)).toMatchObject({
      output: ['https://replicate.delivery/xezq/tmpabc.jpg'],
      metrics: { predict_time: 5.61, total_time: null },
    });
    expect(await client.getPrediction(STARTING.id)).toMatchObject({ status: 'aborted', data_removed: true });
  });

  test('needs no more than an id, a status and a birth, and drops what it does not know', async () => {
    const bare = {
      id: 'a1',
      status: 'failed',
      created_at: '2026-11-22T10:00:00Z',
      error: { code: 'E1001' },
      more: 1,
    };
    const { client } = await replicate(json(200, bare));
    expect(await client.getPrediction('a1')).toEqual({
      id: 'a1',
      model: null,
      version: null,
      status: 'failed',
      input: null,
      output: null,
      error: '{"code":"E1001"}',
      data_removed: false,
      created_at: '2026-11-22T10:00:00Z',
      started_at: null,
      completed_at: null,
      webhook: null,
      metrics: null,
    });
  });

  test('an unknown one is null; an id that cannot be one is not even asked for', async () => {
    const { client, heard } = await replicate(
      json(404, { detail: 'The requested resource could not be found.' }),
    );
    expect(await client.getPrediction('nobody')).toBeNull();
    expect(await client.cancelPrediction('nobody')).toBeNull();
    expect(await client.getPrediction('../files')).toBeNull();
    expect(heard.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /v1/predictions/nobody',
      'POST /v1/predictions/nobody/cancel',
    ]);
  });

  test.each([502, 200])('a broken answer of %i is worth a repeat', async (status) => {
    const { client } = await replicate((response) => void response.writeHead(status).end('<html>'));
    await expect(client.getPrediction(STARTING.id)).rejects.toMatchObject({ verdict: 'retry' });
    await expect(client.cancelPrediction(STARTING.id)).rejects.toMatchObject({ verdict: 'retry' });
  });

  test('lists page by page on its own host, and stops at the moment asked for', async () => {
    const at = (id: string, created_at: string) => ({ ...STARTING, id, created_at });
    const next = 'https://elsewhere.example/v1/predictions?cursor=abc';
    const { client, heard } = await replicate(
      json(200, {
        next,
        previous: null,
        results: [at('c', '2026-11-22T10:02:00Z'), at('b', '2026-11-22T10:01:00Z')],
      }),
      json(200, {
        next,
        previous: null,
        results: [at('a', '2026-11-22T10:00:00Z'), at('z', '2026-11-22T09:59:59Z')],
      }),
    );
    const listed = await client.listPredictions({ createdAfter: new Date('2026-11-22T10:00:00Z') });
    expect(listed.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(heard.map(({ url }) => url)).toEqual([
      '/v1/predictions?created_after=2026-11-22T10%3A00%3A00.000Z',
      '/v1/predictions?cursor=abc',
    ]);
  });

  test('lists no more pages than it may', async () => {
    const next = 'https://api.replicate.com/v1/predictions?cursor=abc';
    const { client, heard } = await replicate(json(200, { next, previous: null, results: [STARTING] }));
    const listed = await client.listPredictions({ createdAfter: new Date(0), maxPages: 3 });
    expect(listed).toHaveLength(3);
    expect(heard).toHaveLength(3);
  });

  test('gives the signing key', async () => {
    const { client, heard } = await replicate(json(200, { key: 'whsec_abc' }));
    expect(await client.webhookSecret()).toBe('whsec_abc');
    expect(heard[0]?.url).toBe('/v1/webhooks/default/secret');
  });

  test('puts a file where models can fetch it', async () => {
    const url = 'https://api.replicate.com/v1/files/abc/download';
    const { client, heard } = await replicate(json(201, { id: 'abc', urls: { get: url } }));
    const content = new Blob(['picture'], { type: 'image/png' });
    expect(await client.uploadFile({ content, fileName: 'start.png' })).toBe(url);
    expect(heard[0]?.url).toBe('/v1/files');
    expect(heard[0]?.body).toContain('filename="start.png"');
  });
});
