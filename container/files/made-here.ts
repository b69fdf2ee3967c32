import { type FileHandle, link, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

interface MadeFile {
  path: string;
  sizeBytes: number;
}

/**
 * Files that this process made and stored, kept on its disk, so that the next job need not fetch them: a film is joined
 * of segments that were conformed here a moment ago. Each has a place, what lies there never changes: a URL without its
 * query (a signature), because keys of segments and handles carry a fingerprint; or a fingerprint alone.
 *
 * The longest unused go first where there is no more room. Without room nothing is kept.
 */
export class MadeHere {
  readonly #folder: string;
  readonly #maxBytes: number;
  /** The longest unused first. */
  readonly #files = new Map<string, MadeFile>();
  #bytes = 0;
  #count = 0;

  /** @param folder Of its own; made when it is needed. */
  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /**
   * Keeps a file, by another name for the same bytes on disk. Answers false where there is no room,
   * or the disk will not have it: then it is fetched, as from any other place.
   */
  async keep(place: string, path: string, sizeBytes: number): Promise<boolean> {
    if (sizeBytes > this.#maxBytes) return false;
    this.#count += 1;
    const kept = join(this.#folder, String(this.#count));
    try {
      await mkdir(this.#folder, { recursive: true });
      await link(path, kept);
    } catch (error) {
      if (isOfSystem(error)) return false;
      throw error;
    }
    await this.#forget(place);
    this.#files.set(place, { path: kept, sizeBytes });
    this.#bytes += sizeBytes;
    for (const oldest of this.#files.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      await this.#forget(oldest);
    }
    return true;
  }

  /** Opens a file for reading; undefined where it is not kept. */
  async open(place: string): Promise<{ file: FileHandle; sizeBytes: number } | undefined> {
    const made = this.#use(place);
    if (made === undefined) return undefined;
    try {
      return { file: await open(made.path), sizeBytes: made.sizeBytes };
    } catch (error) {
      return unlessGone(error);
    }
  }

  /** Gives a file another name, in a job's folder. False where it is not kept. */
  async linkTo(place: string, path: string): Promise<boolean> {
    const made = this.#use(place);
    if (made === undefined) return false;
    try {
      await link(made.path, path);
      return true;
    } catch (error) {
      return unlessGone(error) ?? false;
    }
  }

  #use(place: string): MadeFile | undefined {
    const made = this.#files.get(place);
    if (made === undefined) return undefined;
    this.#files.delete(place);
    this.#files.set(place, made);
    return made;
  }

  async #forget(place: string): Promise<void> {
    const made = this.#files.get(place);
    if (made === undefined) return;
    this.#files.delete(place);
    this.#bytes -= made.sizeBytes;
    await rm(made.path, { force: true });
  }
}

/** Where a file lies that was stored by one signed URL and is to be fetched by another. */
export function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

/** It had to make room just now. */
function unlessGone(error: unknown): undefined {
  if (isOfSystem(error) && error.code === 'ENOENT') return undefined;
  throw error;
}

function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
