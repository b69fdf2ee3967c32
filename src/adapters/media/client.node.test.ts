import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { MediaJobRequest } from '#contracts/media.ts';
import { createMediaClient } from './client.ts';

const TOKEN = 'media-token-0123456789';
const job: MediaJobRequest = {
  id: 'poster:film-1:1',
  spec: {
    kind: 'poster',
    input: 'https://storage.example/in?X-Amz-Signature=aaaa',
    output: { url: 'https://storage.example/out?X-Amz-Signature=bbbb', contentType: 'image/jpeg' },
    atSeconds: 1,
    maxWidth: 640,
  },
};
const VIEW = {
  id: job.id,
  kind: 'poster',
  status: 'running',
  progress: 0.5,
  result: null,
  error: null,
  queuedSeconds: 0,
  workedSeconds: 1.5,
};

/** A server that answers as told and keeps what it heard, with a client of it. */
async function media(answer: (response: ServerResponse) => void) {
  const heard: { line: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (request, response) => {
    heard.push({
      line: `${request.method} ${request.url}`,
      headers: request.headers,
      body: await text(request),
    });
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  return { heard, client: createMediaClient({ fetch: (request) => fetch(request), baseUrl, token: TOKEN }) };
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

describe('the media service', () => {
  test.each([200, 202])('takes a job and answers %i with how it stands', async (status) => {
    const { client, heard } = await media(json(status, VIEW));
    expect(await client.submit(job)).toEqual(VIEW);
    expect(heard[0]?.line).toBe('POST /jobs');
    expect(heard[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(JSON.parse(heard[0]?.body ?? '')).toEqual(job);
  });

  test('tells of a job by its id', async () => {
    const { client, heard } = await media(json(200, VIEW));
    expect(await client.get(job.id)).toEqual(VIEW);
    expect(heard[0]?.line).toBe('GET /jobs/poster%3Afilm-1%3A1');
  });

  test('an unknown job is null, and canceled already', async () => {
    const { client, heard } = await media(json(404, { title: 'Not Found', status: 404 }));
    expect(await client.get('nobody')).toBeNull();
    await expect(client.cancel('nobody')).resolves.toBeUndefined();
    expect(heard[1]?.line).toBe('DELETE /jobs/nobody');
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['a view', json(200, VIEW)],
    ['no content', (response) => void response.writeHead(204).end()],
  ])('cancels with %s for an answer', async (_name, answer) => {
    const { client } = await media(answer);
    await expect(client.cancel(job.id)).resolves.toBeUndefined();
  });

  test('tells of its health', async () => {
    const { client } = await media(
      json(200, { status: 'ok', ffmpegVersion: '5.1.8', running: 1, queued: 0 }),
    );
    expect(await client.health()).toEqual({ status: 'ok', ffmpegVersion: '5.1.8', running: 1, queued: 0 });
  });
});

describe('a failure of the media service', () => {
  test.each([
    [400, 'terminal', 'media-rejected'],
    [401, 'terminal', 'media-rejected'],
    [404, 'terminal', 'media-rejected'],
    [409, 'terminal', 'media-rejected'],
    [413, 'terminal', 'media-rejected'],
    [429, 'retry', 'media-unavailable'],
    [500, 'retry', 'media-unavailable'],
    [503, 'retry', 'media-unavailable'],
    [200, 'retry', 'media-unreadable-answer'],
  ] as const)('%i is %s (%s)', async (status, verdict, code) => {
    const { client } = await media(json(status, { title: 'x' }, { 'retry-after': '3' }));
    const retryAfterSeconds = code === 'media-unavailable' ? 3 : null;
    await expect(client.submit(job)).rejects.toMatchObject({ status, verdict, code, retryAfterSeconds });
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['a reset', (response) => response.socket?.resetAndDestroy()],
    [
      'a body that breaks off',
      (response) => {
        response.writeHead(202, { 'content-length': 500 }).write('{"id":', () => response.destroy());
      },
    ],
  ])('%s may be repeated: a job is known by its id', async (_name, answer) => {
    const { client } = await media(answer);
    await expect(client.submit(job)).rejects.toMatchObject({ verdict: 'retry' });
  });

  test('is told without tokens and signatures', async () => {
    const detail = `cannot fetch https://storage.example/in?X-Amz-Signature=aaaa with Bearer ${TOKEN}`;
    const { client } = await media(json(400, { title: 'Bad Request', detail }));
    const error: unknown = await client.submit(job).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('cannot fetch https://storage.example/in');
    expect(String(error) + JSON.stringify(error)).not.toMatch(/aaaa|media-token/);
  });
});
