import { readFile, stat, utimes } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';

const LONG_AGO = new Date('2001-01-01T00:00:00Z');

/** A file and an address that nobody is to touch, and who tells whether somebody did. */
export class WatchedBait {
  readonly file: string;
  #server: Server | undefined;
  #port = 0;
  #visits = 0;

  /** @param file A file that exists. Its times are set back. */
  private constructor(file: string) {
    this.file = file;
  }

  static async lay(file: string): Promise<WatchedBait> {
    const bait = new WatchedBait(file);
    await utimes(file, LONG_AGO, LONG_AGO);
    const server = createServer((_, response) => response.writeHead(404).end());
    server.on('connection', () => {
      bait.#visits += 1;
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(0, '127.0.0.1', resolve);
    await promise;
    const address = server.address();
    if (typeof address === 'object' && address !== null) bait.#port = address.port;
    bait.#server = server;
    return bait;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Connections to the address. */
  get visits(): number {
    return this.#visits;
  }

  /** Whether the file was read, by its time of access (which the system moves where it is not after the last change). */
  async wasRead(): Promise<boolean> {
    return (await stat(this.file)).atimeMs > LONG_AGO.getTime();
  }

  /** Touches both, which proves that a touch is seen. */
  async touch(): Promise<void> {
    await readFile(this.file);
    await (await fetch(this.url)).text();
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server?.close(() => resolve());
    await promise;
  }
}
