import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { followProject, type ProjectMessage } from './project-socket.ts';

/** A text frame as a server sends it, for less than 126 bytes. Source: RFC 6455, section 5.2. */
function frame(message: ProjectMessage): Buffer {
  const text = Buffer.from(JSON.stringify(message));
  return Buffer.concat([Buffer.from([0x81, text.length]), text]);
}

/** A WebSocket server that plays one script per connection, then cuts it unless it is the last. */
async function play(scripts: readonly (readonly ProjectMessage[])[]) {
  const asked: string[] = [];
  const open = new Set<Duplex>();
  const server = createServer();
  server.on('upgrade', (request, socket) => {
    open.add(socket);
    socket.on('error', () => {});
    const script = scripts[asked.length] ?? [];
    const isLast = asked.length >= scripts.length - 1;
    asked.push(new URL(request.url ?? '/', 'http://x').searchParams.toString());
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    for (const message of script) socket.write(frame(message));
    if (!isLast) setTimeout(() => socket.destroy(), 50);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  onTestFinished(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${port}`, asked };
}

function follow(url: string, since?: number): string[] {
  const got: string[] = [];
  let tickets = 0;
  const socket = followProject({
    apiUrl: url,
    projectId: 'p',
    ticket: async () => {
      tickets += 1;
      return `t${tickets}`;
    },
    onMessage: ({ type, seq }) => got.push(`${type} ${seq}`),
    ...(since === undefined ? {} : { since }),
  });
  onTestFinished(() => socket.close());
  return got;
}

const event = (seq: number): ProjectMessage => ({ type: 'job.updated', seq });
const ready = (seq: number): ProjectMessage => ({ type: 'ready', seq });

test('after a loss it resumes behind the last event with a new ticket, and nothing comes twice', async () => {
  const server = await play([
    [event(1), ready(1), event(2)],
    [event(2), event(3), ready(3)],
  ]);
  const got = follow(server.url, 0);
  await vi.waitFor(() => expect(got).toEqual(['job.updated 1', 'job.updated 2', 'job.updated 3']), 5_000);
  expect(server.asked).toEqual(['ticket=t1&since=0', 'ticket=t2&since=2']);
});

test('a snapshot is taken as the new beginning', async () => {
  const server = await play([[{ type: 'snapshot', seq: 7 }, ready(7), event(8)]]);
  const got = follow(server.url);
  await vi.waitFor(() => expect(got).toEqual(['snapshot 7', 'job.updated 8']), 5_000);
  expect(server.asked).toEqual(['ticket=t1']);
});

test('a gap is not passed over: what is missing is asked for', async () => {
  const server = await play([
    [event(1), ready(1), event(4)],
    [event(2), event(3), event(4), ready(4)],
  ]);
  const got = follow(server.url, 0);
  await vi.waitFor(() => expect(got).toHaveLength(4), 5_000);
  expect(got.map((text) => text.at(-1))).toEqual(['1', '2', '3', '4']);
  expect(server.asked[1]).toBe('ticket=t2&since=1');
});
