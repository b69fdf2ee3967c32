import type { IncomingMessage, ServerResponse } from 'node:http';

/** One HTTP request and its answer, with the path already cut into segments. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly url: URL;
  /** Decoded path segments after the service's prefix, e.g. `['v1', 'predictions', 'abc']`. */
  readonly path: readonly string[];
}

/** A request body: all bytes up to the limit, and how many were sent in all. */
export interface Body {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly totalBytes: number;
}

/** Reads the whole body but keeps at most `limitBytes`; the rest is counted and dropped. */
export async function readBody(exchange: Exchange, limitBytes: number): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let totalBytes = 0;
  for await (const chunk of exchange.request) {
    // IncomingMessage without setEncoding yields Buffers; the async iterator's type says `any`.
    const piece: Uint8Array = chunk;
    totalBytes += piece.byteLength;
    if (totalBytes <= limitBytes) chunks.push(piece);
  }
  return { bytes: Buffer.concat(chunks), totalBytes };
}

/** Sends a compact JSON body; `headers` may override the content type. */
export function sendJson(
  exchange: Exchange,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const bytes = Buffer.from(JSON.stringify(body));
  if (exchange.response.headersSent || exchange.response.destroyed) return;
  exchange.response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': String(bytes.byteLength),
    ...headers,
  });
  exchange.response.end(bytes);
}

/** Cuts the connection with a TCP reset: the client sees ECONNRESET, not an answer. */
export function resetConnection(exchange: Exchange): void {
  exchange.request.socket.resetAndDestroy();
}

/** The bearer token (`Bearer x` or Replicate's old `Token x`), or `undefined`. */
export function bearerOf(exchange: Exchange): string | undefined {
  return /^(?:Bearer|Token)\s+(\S+)$/i.exec(exchange.request.headers.authorization ?? '')?.[1];
}

/** A token is good when it has the service's prefix and does not contain the word `invalid`. */
export function isGoodToken(token: string | undefined, prefix: string): boolean {
  return token?.startsWith(prefix) === true && !token.includes('invalid');
}

/** Parses JSON text, or gives `undefined` for anything that is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
