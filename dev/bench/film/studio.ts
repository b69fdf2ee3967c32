import { readFileSync } from 'node:fs';
import { FileServer } from '#container/testing/file-server.ts';
import { MediaProcess } from '#container/testing/media-process.ts';
import type { MediaJobResult } from '#contracts/media.ts';
import { type ProcessTimes, readProcessTimes } from './usage.ts';

/** Where a job is to store its result, and how to ask for that afterwards. */
export interface Place {
  readonly path: string;
  readonly output: { url: string; contentType: string };
}

/** The FFmpeg service as it is deployed, as a process of its own, with an object store on loopback beside it. */
export class Studio {
  readonly #media: MediaProcess;
  readonly #store: FileServer;
  #jobs = 0;

  private constructor(media: MediaProcess, store: FileServer) {
    this.#media = media;
    this.#store = store;
  }

  static async open(folder: string): Promise<Studio> {
    const store = new FileServer();
    await store.start();
    return new Studio(await MediaProcess.start(folder), store);
  }

  async close(): Promise<void> {
    await this.#media.stop();
    await this.#store.stop();
  }

  get pid(): number {
    return this.#media.pid;
  }

  /** Puts a file into the store. */
  give(name: string, bytes: Buffer): string {
    return this.#store.give(`/given/${name}`, bytes);
  }

  place(contentType = 'video/mp4'): Place {
    this.#jobs += 1;
    const path = `/stored/${this.#jobs}`;
    return { path, output: { url: this.#store.url(path), contentType } };
  }

  bytesAt(path: string): Buffer {
    const bytes = this.#store.stored.get(path)?.bytes;
    if (bytes === undefined) throw new Error('the service stored nothing');
    return bytes;
  }

  /** The URL from which other jobs fetch what a job stored. */
  urlOf(path: string): string {
    return this.#store.give(path, this.bytesAt(path));
  }

  forget(path: string): void {
    this.#store.stored.delete(path);
    this.#store.files.delete(path);
  }

  /** Runs a job to its end. Throws where it failed. */
  async run<K extends MediaJobResult['kind']>(
    spec: { kind: K } & Record<string, unknown>,
  ): Promise<Extract<MediaJobResult, { kind: K }>> {
    this.#jobs += 1;
    const { error, result } = await this.#media.run(`job-${this.#jobs}`, spec);
    if (error !== null) throw new Error(`${spec.kind} failed: ${error.code}, ${error.message}`);
    if (!isOf(result, spec.kind)) throw new Error(`${spec.kind} has no result`);
    return result;
  }

  /** Processor time so far: of the programs that the service ran, and of its own. */
  times(): ProcessTimes {
    return readProcessTimes(readFileSync(`/proc/${this.pid}/stat`, 'utf8'));
  }
}

function isOf<K extends MediaJobResult['kind']>(
  result: MediaJobResult | null,
  kind: K,
): result is Extract<MediaJobResult, { kind: K }> {
  return result?.kind === kind;
}
