import { Agent, type ClientRequest, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

/** A request as it goes over the wire. */
export interface Sent {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Parsed JSON; undefined where there is none. */
  readonly body: unknown;
}

/** Longer than the API takes for anything: what takes more hangs. In milliseconds. */
const PATIENCE = 20_000;
/** In characters. */
const HELD_BACK = 1024 * 1024;

/** Plain HTTP with no help: nothing is repeated, no redirect followed, no header added but `host` and lengths. */
export class Wire {
  readonly #url: URL;
  readonly #agent: Agent;

  constructor(url: string, connections: number) {
    this.#url = new URL(url);
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /**
   * The answer. A socket that is opened and a stream that begins are closed at once, and have no text.
   *
   * @throws Error where there is no answer in time, or the connection ends before it
   */
  send(sent: Sent): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const { hostname, port } = this.#url;
    const request = httpRequest({
      agent: this.#agent,
      hostname,
      port,
      method: sent.method,
      path: sent.path,
      headers: sent.headers,
      timeout: PATIENCE,
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${PATIENCE / 1000} s`)));
    request.on('error', reject);
    request.on('upgrade', ({ statusCode = 0, headers }, socket) => {
      socket.destroy();
      resolve({ status: statusCode, headers, text: '', body: undefined });
    });
    request.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      if (headers['content-type']?.startsWith('text/event-stream') && status === 200) {
        response.destroy();
        resolve({ status, headers, text: '', body: undefined });
        return;
      }
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        resolve({ status, headers, text, body: parse(headers, text) });
      });
    });
    sendBody(request, sent.body);
    return promise;
  }

  /** Sends half of the body and hangs up. */
  cut(sent: Sent): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { hostname, port } = this.#url;
    const { method, path, headers, body = '' } = sent;
    const request = httpRequest({ hostname, port, method, path, headers });
    // Whatever becomes of it, nobody listens any more.
    request.on('error', () => resolve());
    request.on('close', () => resolve());
    request.setHeader('content-length', Buffer.byteLength(body) + 1);
    request.write(body.length > 0 ? body : '{', () => request.destroy());
    return promise;
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** A large body is held back: who is refused for its size may find the connection closed while it still sends. */
function sendBody(request: ClientRequest, body: string | Uint8Array = ''): void {
  // Said for every method: Node frames no body of a DELETE by itself, which would then be read as the next request.
  if (body.length > 0) request.setHeader('content-length', Buffer.byteLength(body));
  if (body.length <= HELD_BACK) {
    request.end(body);
    return;
  }
  request.write(body.slice(0, HELD_BACK));
  const rest = setTimeout(() => request.end(body.slice(HELD_BACK)), 1000);
  request.once('close', () => clearTimeout(rest));
  request.once('response', (response) => {
    clearTimeout(rest);
    response.once('end', () => request.destroy());
  });
}

function parse(headers: IncomingHttpHeaders, text: string): unknown {
  if (!/[/+]json/.test(headers['content-type'] ?? '')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The judge says that an answer that calls itself JSON is none.
    return undefined;
  }
}

const WithId = z.looseObject({ id: z.string() });

/** The `id` of a created thing. Throws where the answer has none. */
export function idOf(answer: Answer): string {
  return WithId.parse(answer.body).id;
}
