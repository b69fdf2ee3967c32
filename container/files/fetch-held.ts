import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ByteSource, fileBytes, heldBytes } from '#container/mp4/byte-source.ts';
import type { WorkContext } from '#container/work/context.ts';
import { type Intake, intoFile, transfer } from './fetch-input.ts';

/** An input that is there to be read once. */
export interface HeldInput {
  source: ByteSource;
  /** Gives up its memory, or its file. */
  discard(): Promise<void>;
}

/** How many bytes may be held in memory, all inputs of a job together. */
export class HeldMemory {
  #left: number;

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
 * Takes an open file into memory and closes it, or where there is no room leaves it open. It is read in one go: each call of the system
 * costs more than the copying of a frame.
 */
export async function holdFile(file: FileHandle, sizeBytes: number, memory: HeldMemory): Promise<HeldInput> {
  if (!memory.take(sizeBytes)) return { source: fileBytes(file, sizeBytes), discard: () => file.close() };
  const giveBack = () => Promise.resolve(memory.giveBack(sizeBytes));
  try {
    const chunks = await fileBytes(file, sizeBytes).slices(0, sizeBytes);
    return { source: heldBytes(chunks), discard: giveBack };
  } catch (error) {
    await giveBack();
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
