import { z } from 'zod';

const Message = z.looseObject({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.looseObject({}).optional(),
  sessionId: z.string().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
export type DevtoolsEvent = {
  method: string;
  params: Record<string, unknown>;
  sessionId: string | undefined;
};

/** One connection to a browser. Source: Chrome DevTools Protocol, https://chromedevtools.github.io/devtools-protocol */
export class Devtools {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<
    number,
    { resolve: (result: unknown) => void; reject: (error: Error) => void }
  >();
  readonly #listeners: ((event: DevtoolsEvent) => void)[] = [];
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#take(String(data)));
    socket.addEventListener('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('The browser is gone.'));
    });
  }

  static async connect(url: string): Promise<Devtools> {
    const socket = new WebSocket(url);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve());
      socket.addEventListener('error', () => reject(new Error('The browser cannot be reached.')));
    });
    return new Devtools(socket);
  }

  send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }));
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
  }

  listen(listener: (event: DevtoolsEvent) => void): void {
    this.#listeners.push(listener);
  }

  close(): void {
    this.#socket.close();
  }

  #take(text: string): void {
    const { id, method, params = {}, sessionId, result, error } = Message.parse(JSON.parse(text));
    if (method !== undefined) for (const listener of this.#listeners) listener({ method, params, sessionId });
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (id === undefined || waiting === undefined) return;
    this.#waiting.delete(id);
    if (error) waiting.reject(new Error(error.message));
    else waiting.resolve(result);
  }
}
