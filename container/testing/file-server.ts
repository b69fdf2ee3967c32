import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';

/** A PUT as it came over the wire. */
export class StoredFile {
  readonly headers: IncomingHttpHeaders;
  #chunks: readonly Buffer[];

  constructor(headers: IncomingHttpHeaders, chunks: readonly Buffer[]) {
    this.headers = headers;
    this.#chunks = chunks;
  }

  /** Put together where somebody asks for it: a bench that stores films would measure that, too. */
  get bytes(): Buffer {
    const [whole = Buffer.alloc(0)] = this.#chunks.length > 1 ? [Buffer.concat(this.#chunks)] : this.#chunks;
    this.#chunks = [whole];
    return whole;
  }
}

/**
 * How storage misbehaves for a path: statuses to answer first, in order; `hang` sends headers and then nothing, and
 * of what is put takes the first bytes and then no more.
 */
export interface Misbehaviour {
  statuses?: number[];
  hang?: boolean;
}

/** Object storage on loopback: GET gives what was set, PUT keeps what came. */
export class FileServer {
  readonly files = new Map<string, Buffer>();
  readonly stored = new Map<string, StoredFile>();
  readonly misbehaviour = new Map<string, Misbehaviour>();
  /** `METHOD /path` of every request, in order. */
  readonly requests: string[] = [];
  /** Requests that were begun and neither answered nor given up. */
  openRequests = 0;
  readonly #server: Server;
  #port = 0;

  constructor() {
    this.#server = createServer((request, response) => {
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      this.requests.push(`${request.method} ${path}`);
      const chunks: Buffer[] = [];
      this.openRequests += 1;
      response.once('close', () => {
        this.openRequests -= 1;
      });
      request.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (this.misbehaviour.get(path)?.hang) request.pause();
      });
      request.on('end', () => {
        const status = this.misbehaviour.get(path)?.statuses?.shift();
        if (status !== undefined) return response.writeHead(status).end();
        if (request.method === 'PUT') {
          this.stored.set(path, new StoredFile(request.headers, chunks));
          return response.writeHead(200).end();
        }
        const bytes = this.files.get(path);
        if (bytes === undefined) return response.writeHead(404).end();
        response.writeHead(200, { 'content-length': bytes.length });
        if (this.misbehaviour.get(path)?.hang) return response.flushHeaders();
        return response.end(bytes);
      });
    });
  }

  async start(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.listen(0, '127.0.0.1', resolve);
    await promise;
    const address = this.#server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
  }

  /** The URL of a path, with a query as a signature would add. */
  url(path: string): string {
    return `http://127.0.0.1:${this.#port}${path}?signature=secret-signature`;
  }

  give(path: string, bytes: Buffer): string {
    this.files.set(path, bytes);
    return this.url(path);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    await promise;
  }
}
