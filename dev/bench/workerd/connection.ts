import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Reply {
  readonly status: number;
  readonly body: Buffer;
}

const HEADERS_END = Buffer.from('\r\n\r\n');

/**
 * One kept-alive connection of HTTP/1.1 with one request on its way at a time. Less than a client library does, so
 * that it takes little of the processor that is measured: bytes out, bytes in.
 */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: PromiseWithResolvers<Reply> | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.once('close', () => this.#waiting?.reject(new Error('the connection was closed')));
    socket.on('error', (error) => this.#waiting?.reject(error));
  }

  static async open(port: number): Promise<Connection> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    await once(socket, 'connect');
    return new Connection(socket);
  }

  send(request: Buffer): Promise<Reply> {
    this.#waiting = Promise.withResolvers<Reply>();
    this.#socket.write(request);
    return this.#waiting.promise;
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    let reply: Reply | null;
    try {
      reply = readReply(this.#received);
    } catch (error) {
      this.#waiting?.reject(error);
      return;
    }
    if (reply === null) return;
    this.#received = Buffer.alloc(0);
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve(reply);
  }
}

/** The whole answer; null while some of it is missing. Throws where its length is not told (RFC 9112, 6.3). */
export function readReply(received: Buffer): Reply | null {
  const end = received.indexOf(HEADERS_END);
  if (end === -1) return null;
  const head = received.toString('latin1', 0, end);
  const status = Number(head.slice(9, 12));
  const body = received.subarray(end + HEADERS_END.length);
  if (status === 204 || status === 304) return { status, body };
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return body.length < Number(length) ? null : { status, body };
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) throw new Error('an answer without a length');
  return body.length >= 5 && body.subarray(-5).equals(LAST_CHUNK) ? { status, body } : null;
}

const LAST_CHUNK = Buffer.from('0\r\n\r\n');

/** A request as bytes, to be sent many times. */
export function requestBytes(input: {
  method: string;
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
}): Buffer {
  const { method, path, headers = {}, body } = input;
  const text = body === undefined ? '' : JSON.stringify(body);
  const all = {
    host: 'api.example.com',
    ...headers,
    ...(text === '' ? {} : { 'content-type': 'application/json' }),
    'content-length': String(Buffer.byteLength(text)),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${text}`);
}
