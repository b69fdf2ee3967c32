import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';

/** What one connection brings; then it is cut, unless it is `held` open. */
export interface Script {
  readonly messages: readonly (object | string)[];
  readonly end?: 'cut' | 'held';
}

/** A text frame as a server sends it. Source: RFC 6455, section 5.2. */
function socketFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const length =
    payload.length < 126
      ? Buffer.from([payload.length])
      : Buffer.from([126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([Buffer.from([0x81]), length, payload]);
}

const streamFrame = (text: string) => `data: ${text}\n\n`;

/** A server of live updates that plays one script for each connection, over a WebSocket or as server-sent events. */
export async function playLive(scripts: readonly Script[]) {
  const asked: string[] = [];
  const open = new Set<Duplex>();
  const play = (socket: Writable, frame: (text: string) => string | Buffer) => {
    const { messages, end = 'cut' } = scripts[asked.length - 1] ?? { messages: [], end: 'held' as const };
    for (const message of messages) {
      socket.write(frame(typeof message === 'string' ? message : JSON.stringify(message)));
    }
    if (end === 'cut') setTimeout(() => socket.destroy(), 30);
  };
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://x');
    const id = request.headers['last-event-id'];
    asked.push(`${searchParams}${id === undefined ? '' : `&since=${id}`}`);
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    play(response, streamFrame);
  });
  server.on('connection', (socket) => open.add(socket));
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => {});
    asked.push(new URL(request.url ?? '/', 'http://x').searchParams.toString());
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    play(socket, socketFrame);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  onTestFinished(async () => {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${port}`, asked };
}
