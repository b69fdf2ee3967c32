/**
 * Server-sent events as they are usually built with Node and Redis: one subscription per process, a response per
 * client. `node node-redis.ts REDIS_SOCKET [log]` prints its port as JSON; POST /events publishes, GET /events streams.
 * With `log` each event is first added to a Redis stream, as long as our own log, in the same transaction.
 */
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { createClient } from 'redis';

const CHANNEL = 'events';
const LOG = 'log';
const KEPT = { strategy: 'MAXLEN', strategyModifier: '~', threshold: 20_000 } as const;
const isLogged = process.argv[3] === 'log';

const socket = { path: process.argv[2] ?? '', tls: false } as const;
const publisher = await createClient({ socket }).connect();
const subscriber = await createClient({ socket }).connect();

const publish = (event: string): Promise<unknown> =>
  isLogged
    ? publisher.multi().xAdd(LOG, '*', { event }, { TRIM: KEPT }).publish(CHANNEL, event).exec()
    : publisher.publish(CHANNEL, event);

const clients = new Set<ServerResponse>();
await subscriber.subscribe(CHANNEL, (message) => {
  const frame = `data: ${message}\n\n`;
  for (const client of clients) client.write(frame);
});

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    response.write(': ready\n\n');
    clients.add(response);
    response.once('close', () => clients.delete(response));
    return;
  }
  text(request)
    .then(publish)
    .then(
      () => response.writeHead(202, { 'content-type': 'application/json' }).end('{"published":true}'),
      (error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))),
    );
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 2048 }, () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : null;
  console.log(JSON.stringify({ event: 'listening', port }));
});
