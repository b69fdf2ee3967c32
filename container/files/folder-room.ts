import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sizeInWords } from '#container/limits.ts';
import { MediaFailure } from '#container/media-failure.ts';

const LOOKS_EVERY_MS = 500;

/**
 * The room that a job's folder may take, inputs and results together. Downloads ask for theirs before they write;
 * what programs write is seen by looking.
 */
export class FolderRoom {
  readonly #folder: string;
  readonly #maxBytes: number;
  readonly #full = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #asked = 0;
  #isLooking = false;

  /** Call `close` when the job is over. */
  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
    this.#timer = setInterval(() => this.#look(), LOOKS_EVERY_MS);
  }

  /** Aborts with the failure once the folder is too large. */
  get signal(): AbortSignal {
    return this.#full.signal;
  }

  /** Counts bytes that are about to be written. Throws `input-too-large` where there is no room for them. */
  take(bytes: number): void {
    this.#asked += bytes;
    if (this.#asked > this.#maxBytes) throw this.#failure();
  }

  /** Counts bytes as gone that were overwritten. */
  giveBack(bytes: number): void {
    this.#asked -= bytes;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    sizeOf(this.#folder)
      .then((size) => {
        if (size > this.#maxBytes) this.#full.abort(this.#failure());
      })
      // A file that went away between listing and looking: the next look tells.
      .catch(() => undefined)
      .finally(() => {
        this.#isLooking = false;
      });
  }

  #failure(): MediaFailure {
    const message = `The work needs more than ${sizeInWords(this.#maxBytes)} of files. Send fewer or smaller ones.`;
    return new MediaFailure('input-too-large', message);
  }
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
