import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ByteSource, fileBytes, heldBytes, readInto } from '#container/mp4/byte-source.ts';
import type { WorkContext } from '#container/work/context.ts';
import { type Intake, intoFile, transfer } from './fetch-input.ts';

/** An input that is there to be read once. */
export interface HeldInput {
  source: ByteSource;
  /** Gives up its memory, or its file. */
  discard(): Promise<void>;
}

const MEBIBYTE = 1024 ** 2;

/** How many bytes may be held in memory, all inputs of a job together. */
export class HeldMemory {
  #left: number;
  /** What files were read into that are no longer held. */
  #spare: Buffer[] = [];

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** False where there is no room for so many bytes. */
  take(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.#left += bytes;
  }

  /**
   * A buffer for so many bytes, which were taken: one that was returned, where one is large enough. A new one for every file
   * would make the process grow, and the larger it is the longer it takes to start a program.
   */
  lend(bytes: number): Buffer {
    const fitting = this.#spare.findIndex(({ byteLength }) => byteLength >= bytes);
    const [lent] = this.#spare.splice(fitting, fitting < 0 ? 0 : 1);
    if (lent) return lent;
    this.#spare.pop();
    return Buffer.allocUnsafeSlow(MEBIBYTE * Math.ceil(bytes / MEBIBYTE));
  }

  /** Takes a lent buffer back, of which nobody may hold a view any more. */
  return(buffer: Buffer): void {
    this.#spare.push(buffer);
  }
}

/**
 * Fetches an input into memory, or where that is full or no size is declared, into the job's folder under `name`.
 * Throws as `fetchInput` does.
 */
export function fetchHeld(
  context: WorkContext,
  url: string,
  name: string,
  memory: HeldMemory,
): Promise<HeldInput> {
  return transfer(context, url, async (declared) =>
    declared !== undefined && memory.take(declared)
      ? intoMemory(declared, memory)
      : intoOpenFile(join(context.folder, name)),
  );
}

/**
 * Takes an open file into memory and closes it, or where there is no room leaves it open. It is read in one go: each call
 * of the system costs more than the copying of a frame. What was read of it is not to be used behind `discard`.
 */
export async function holdFile(file: FileHandle, sizeBytes: number, memory: HeldMemory): Promise<HeldInput> {
  if (!memory.take(sizeBytes)) return { source: fileBytes(file, sizeBytes), discard: () => file.close() };
  const buffer = memory.lend(sizeBytes);
  const giveBack = () => {
    memory.giveBack(sizeBytes);
    memory.return(buffer);
  };
  const bytes = buffer.subarray(0, sizeBytes);
  try {
    await readInto(bytes, file, 0);
    return { source: heldBytes([bytes]), discard: async () => giveBack() };
  } catch (error) {
    giveBack();
    throw error;
  } finally {
    await file.close();
  }
}

/** HTTP ends a body where its declared size does: no more than that is kept. */
function intoMemory(declared: number, memory: HeldMemory): Intake<HeldInput> {
  const chunks: Uint8Array[] = [];
  const discard = () => {
    chunks.length = 0;
    memory.giveBack(declared);
    return Promise.resolve();
  };
  return {
    write: (chunk) => {
      chunks.push(chunk);
      return undefined;
    },
    finish: () => Promise.resolve({ source: heldBytes(chunks), discard }),
    close: (isWhole) => (isWhole ? Promise.resolve() : discard()),
  };
}

async function intoOpenFile(path: string): Promise<Intake<HeldInput>> {
  const intake = await intoFile(path);
  return {
    ...intake,
    finish: async () => {
      const size = await intake.finish();
      const file: FileHandle = await open(path);
      const discard = async () => {
        await file.close();
        await rm(path);
      };
      return { source: fileBytes(file, size), discard };
    },
  };
}
