import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * One client of live updates. It looks for words in the bytes that arrive and takes no frames apart, so that a
 * WebSocket and a stream of server-sent events cost this process the same.
 */
export class Subscriber {
  readonly #socket: Socket;
  #tail = '';
  #wanted: { readonly word: string; readonly found: (at: number) => void } | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#take(chunk));
    // A connection that breaks loses events, which are counted.
    socket.on('error', () => {});
  }

  /** Sends the request and resolves once `ready` was received. */
  static async open(port: number, request: Buffer, ready: string): Promise<Subscriber> {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    await once(socket, 'connect');
    const subscriber = new Subscriber(socket);
    const isReady = subscriber.await(ready, 30_000);
    socket.write(request);
    if ((await isReady) === null) {
      socket.destroy();
      throw new Error(`a client of live updates was not let in: ${subscriber.#tail}`);
    }
    return subscriber;
  }

  /** When the word arrives, by `performance.now()`; null where it does not in time. */
  async await(word: string, patienceMs: number): Promise<number | null> {
    const { promise, resolve } = Promise.withResolvers<number | null>();
    const timer = setTimeout(() => resolve(null), patienceMs);
    this.#wanted = { word, found: resolve };
    const at = await promise;
    clearTimeout(timer);
    this.#wanted = null;
    return at;
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    const at = performance.now();
    const text = this.#tail + chunk.toString('latin1');
    if (this.#wanted !== null && text.includes(this.#wanted.word)) {
      this.#wanted.found(at);
      this.#tail = '';
    } else {
      // A word may lie across two chunks.
      this.#tail = text.slice(-200);
    }
  }
}
