import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dispatcher } from 'undici';
import { sizeInWords } from '#container/limits.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { WorkContext } from '#container/work/context.ts';
import { declaredSize, httpBody } from './http-get.ts';
import {
  codeOf,
  isPassingStatus,
  PassingTrouble,
  STALL_MS,
  StallWatch,
  withRetries,
} from './transfer-retry.ts';
import { writeAll } from './write-all.ts';

/** What takes a transfer's chunks in; `close` is called in the end, however that came. */
export interface Intake<T> {
  write(chunk: Uint8Array): Promise<void> | undefined;
  /** Answers what became of the chunks. Called once, when all of them are there. */
  finish(): Promise<T>;
  close(isWhole: boolean): Promise<void>;
}

/**
 * Streams an input into the job's folder under `name` and answers its path and size in bytes.
 * Throws `fetch-failed` (storage did not give it), `input-too-large`, or what the context's signal stands for.
 */
export async function fetchInput(
  context: WorkContext,
  url: string,
  name: string,
): Promise<{ path: string; sizeBytes: number }> {
  const path = join(context.folder, name);
  const sizeBytes = await transfer(context, url, () => intoFile(path));
  return { path, sizeBytes };
}

/** Takes an input in, repeated where it breaks off. Throws as {@link fetchInput} does. */
export function transfer<T>(
  context: WorkContext,
  url: string,
  open: (declared: number | undefined) => Promise<Intake<T>>,
): Promise<T> {
  const deadline = AbortSignal.timeout(context.limits.transferTimeoutSeconds * 1000);
  return withRetries('fetch-failed', context.signal, () => download(context, url, open, deadline));
}

/** Chunks come in by 64 KB; written one by one they take twice the processor time. */
const WRITE_BYTES = 1024 ** 2;

/** Writes what comes in to a file; answers its size. */
export async function intoFile(path: string): Promise<Intake<number>> {
  const file = await open(path, 'w');
  let [waiting, waitingBytes, size] = [[] as Uint8Array[], 0, 0];
  const flush = async () => {
    const chunks = waiting;
    [waiting, waitingBytes] = [[], 0];
    await writeAll(file, chunks);
  };
  return {
    write: (chunk) => {
      waiting.push(chunk);
      waitingBytes += chunk.byteLength;
      size += chunk.byteLength;
      return waitingBytes >= WRITE_BYTES ? flush() : undefined;
    },
    finish: async () => {
      await flush();
      return size;
    },
    close: () => file.close(),
  };
}

async function download<T>(
  context: WorkContext,
  url: string,
  open: (declared: number | undefined) => Promise<Intake<T>>,
  deadline: AbortSignal,
): Promise<T> {
  const stall = new StallWatch(STALL_MS);
  const signal = AbortSignal.any([context.signal, deadline, stall.signal]);
  let received = 0;
  let isWhole = false;
  let response: Dispatcher.ResponseData | undefined;
  let intake: Intake<T> | undefined;
  try {
    response = await httpBody(new URL(url), signal);
    const status = response.statusCode;
    if (status < 200 || status >= 300) {
      const message = `storage answered ${status}`;
      if (isPassingStatus(status)) throw new PassingTrouble(message);
      throw new MediaFailure('fetch-failed', `The file could not be fetched: ${message}.`);
    }
    const declared = declaredSize(response);
    const { maxInputBytes } = context.limits;
    if (declared !== undefined && declared > maxInputBytes) throw tooLarge(maxInputBytes);
    intake = await open(declared);
    for await (const chunk of bytesOf(response.body)) {
      stall.touch();
      received += chunk.byteLength;
      context.room.take(chunk.byteLength);
      if (received > maxInputBytes) throw tooLarge(maxInputBytes);
      await intake.write(chunk);
    }
    if (declared !== undefined && received !== declared) throw new PassingTrouble('the transfer broke off');
    const result = await intake.finish();
    isWhole = true;
    return result;
  } catch (error) {
    context.room.giveBack(received);
    if (error instanceof MediaFailure || error instanceof PassingTrouble) throw error;
    if (deadline.aborted) throw new MediaFailure('fetch-failed', 'The file could not be fetched in time.');
    if (stall.signal.aborted) throw new PassingTrouble('storage fell silent', { cause: error });
    throw new PassingTrouble(`the connection failed${codeOf(error)}`, { cause: error });
  } finally {
    stall.stop();
    response?.body.on('error', isGivenUp).destroy();
    await intake?.close(isWhole);
  }
}

/** What is not read to its end reports that it was given up; why that was is known, and thrown. */
function isGivenUp(): void {}

/** Without an encoding set, a stream from the network gives nothing but bytes. */
function bytesOf(body: Dispatcher.ResponseData['body']): AsyncIterable<Buffer> {
  return body;
}

function tooLarge(maxBytes: number): MediaFailure {
  return new MediaFailure(
    'input-too-large',
    `The file is larger than ${sizeInWords(maxBytes)}. Send a smaller one.`,
  );
}
