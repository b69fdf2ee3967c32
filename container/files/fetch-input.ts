import { type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sizeInWords } from '#container/limits.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { WorkContext } from '#container/work/context.ts';
import { isPassingStatus, PassingTrouble, STALL_MS, StallWatch, withRetries } from './transfer-retry.ts';

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
  const deadline = AbortSignal.timeout(context.limits.transferTimeoutSeconds * 1000);
  await withRetries('fetch-failed', context.signal, () => download(context, url, path, deadline));
  return { path, sizeBytes: (await stat(path)).size };
}

/** Chunks come in by 64 KB; written one by one they take twice the processor time. */
const WRITE_BYTES = 1024 ** 2;

async function download(
  context: WorkContext,
  url: string,
  path: string,
  deadline: AbortSignal,
): Promise<void> {
  const stall = new StallWatch(STALL_MS);
  const signal = AbortSignal.any([context.signal, deadline, stall.signal]);
  const file = await open(path, 'w');
  let received = 0;
  try {
    // "identity": a decompressed body could be far larger than what storage holds. And what a redirect leads to is
    // not what we were given.
    const headers = { 'accept-encoding': 'identity' };
    const response = await fetch(url, { signal, headers, redirect: 'manual' });
    if (!response.ok) {
      await response.body?.cancel();
      const message = `storage answered ${response.status}`;
      if (isPassingStatus(response.status)) throw new PassingTrouble(message);
      throw new MediaFailure('fetch-failed', `The file could not be fetched: ${message}.`);
    }
    const declared = response.headers.get('content-length');
    const { maxInputBytes } = context.limits;
    if (declared !== null && Number(declared) > maxInputBytes) {
      await response.body?.cancel();
      throw tooLarge(maxInputBytes);
    }
    const waiting: Uint8Array[] = [];
    let waitingBytes = 0;
    for await (const chunk of response.body ?? []) {
      stall.touch();
      received += chunk.byteLength;
      context.room.take(chunk.byteLength);
      if (received > maxInputBytes) throw tooLarge(maxInputBytes);
      waiting.push(chunk);
      waitingBytes += chunk.byteLength;
      if (waitingBytes >= WRITE_BYTES) {
        await writeAll(file, waiting.splice(0));
        waitingBytes = 0;
      }
    }
    await writeAll(file, waiting);
    if (declared !== null && received !== Number(declared))
      throw new PassingTrouble('the transfer broke off');
  } catch (error) {
    context.room.giveBack(received);
    if (error instanceof MediaFailure || error instanceof PassingTrouble) throw error;
    if (deadline.aborted) throw new MediaFailure('fetch-failed', 'The file could not be fetched in time.');
    if (stall.signal.aborted) throw new PassingTrouble('storage fell silent', { cause: error });
    // Of undici's errors only the code: their messages may name hosts.
    throw new PassingTrouble(`the connection failed${codeOf(error)}`, { cause: error });
  } finally {
    stall.stop();
    await file.close();
  }
}

/** Writes chunks behind one another; a system may take only a part at a time. */
async function writeAll(file: FileHandle, chunks: readonly Uint8Array[]): Promise<void> {
  const size = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  if (size === 0) return;
  const { bytesWritten } = await file.writev(chunks);
  if (bytesWritten < size) await file.writeFile(Buffer.concat(chunks).subarray(bytesWritten));
}

function tooLarge(maxBytes: number): MediaFailure {
  return new MediaFailure(
    'input-too-large',
    `The file is larger than ${sizeInWords(maxBytes)}. Send a smaller one.`,
  );
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
    ? ` (${cause.code})`
    : '';
}
