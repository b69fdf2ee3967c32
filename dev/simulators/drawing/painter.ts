import { Worker } from 'node:worker_threads';
import { z } from 'zod';

const answerSchema = z.object({ id: z.number(), rgb: z.instanceof(Uint8Array) });

/** Paints landscapes in a worker thread, started on first use. */
export class Painter {
  #worker: Worker | undefined;
  #next = 0;
  readonly #waiting = new Map<
    number,
    { resolve: (rgb: Uint8Array) => void; reject: (error: Error) => void }
  >();

  /** Rows of `rgb24` pixels. */
  paint(prompt: string, seed: number, width: number, height: number): Promise<Uint8Array> {
    const worker = this.#start();
    this.#next += 1;
    const id = this.#next;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, prompt, seed, width, height });
    });
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  #start(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(new URL('./paint-worker.ts', import.meta.url));
    worker.unref();
    worker.on('message', (message: unknown) => {
      const { id, rgb } = answerSchema.parse(message);
      this.#waiting.get(id)?.resolve(rgb);
      this.#waiting.delete(id);
    });
    worker.on('error', (cause) => {
      const error = new Error('the painter thread failed', { cause });
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
      this.#worker = undefined;
    });
    this.#worker = worker;
    return worker;
  }
}
