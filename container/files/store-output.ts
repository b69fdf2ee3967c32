import { open, stat } from 'node:fs/promises';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { MediaFailure } from '#container/media-failure.ts';
import type { WorkContext } from '#container/work/context.ts';
import type { OutputTarget } from '#contracts/media.ts';
import {
  codeOf,
  isPassingStatus,
  PassingTrouble,
  STALL_MS,
  StallWatch,
  withRetries,
} from './transfer-retry.ts';

/**
 * Stores a finished file with one PUT, streamed from disk, and answers its size. Called last of all, so that
 * nothing unverified ever lies under a final key. Throws `store-failed`, or what the context's signal stands for.
 *
 * @param proof What is still being looked at. The file's end is not sent before this resolves, and never where it
 * rejects: storage keeps nothing of a PUT that is broken off. Its failure is thrown.
 *
 * `node:http` and not `fetch`: presigned URLs want exactly Content-Type and Content-Length, and `fetch` sends a
 * streamed body chunked, which S3 refuses (501 NotImplemented).
 */
export async function storeOutput(
  context: WorkContext,
  name: string,
  target: OutputTarget,
  proof?: Promise<unknown>,
): Promise<number> {
  // Both have ended then; what is wrong with the file says more than what became of the transfer.
  const [looked, stored] = await Promise.allSettled([proof, put(context, name, target, proof)]);
  if (looked.status === 'rejected') throw looked.reason;
  if (stored.status === 'rejected') throw stored.reason;
  return stored.value;
}

async function put(
  context: WorkContext,
  name: string,
  target: OutputTarget,
  proof: Promise<unknown> | undefined,
): Promise<number> {
  const path = join(context.folder, name);
  const { size } = await stat(path);
  const deadline = AbortSignal.timeout(context.limits.transferTimeoutSeconds * 1000);
  const file = { path, size, proof };
  await withRetries('store-failed', context.signal, () => upload(context, file, target, deadline));
  return size;
}

interface UploadedFile {
  path: string;
  size: number;
  proof: Promise<unknown> | undefined;
}

const READ_BYTES = 1024 ** 2;

async function upload(
  context: WorkContext,
  file: UploadedFile,
  target: OutputTarget,
  deadline: AbortSignal,
): Promise<void> {
  const stall = new StallWatch(STALL_MS);
  const url = new URL(target.url);
  const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
    method: 'PUT',
    headers: { 'content-type': target.contentType, 'content-length': file.size },
    signal: AbortSignal.any([context.signal, deadline, stall.signal]),
  });
  try {
    const [response] = await Promise.all([answerOf(request), send(file, request, stall)]);
    const status = response.statusCode ?? 0;
    response.resume();
    if (status >= 200 && status < 300) return;
    const message = `storage answered ${status}`;
    if (isPassingStatus(status)) throw new PassingTrouble(message);
    throw new MediaFailure('store-failed', `The result could not be stored: ${message}.`);
  } catch (error) {
    if (error instanceof MediaFailure || error instanceof PassingTrouble) throw error;
    if (deadline.aborted) throw new MediaFailure('store-failed', 'The result could not be stored in time.');
    if (stall.signal.aborted) throw new PassingTrouble('storage fell silent', { cause: error });
    throw new PassingTrouble(`the connection failed${codeOf(error)}`, { cause: error });
  } finally {
    stall.stop();
    request.destroy();
  }
}

function answerOf(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    request.on('error', reject);
  });
}

async function send(
  { path, size, proof }: UploadedFile,
  request: ClientRequest,
  stall: StallWatch,
): Promise<void> {
  let answered = false;
  request.once('response', () => {
    answered = true;
  });
  const file = await open(path);
  try {
    // One buffer for all: a stream would take a new one for each part, which costs as much again to clear away.
    const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
    for (let sent = 0; ; ) {
      const { bytesRead } = await file.read(buffer, 0, READ_BYTES);
      if (bytesRead === 0) break;
      sent += bytesRead;
      if (sent >= size) await proof;
      stall.touch();
      await written(request, buffer.subarray(0, bytesRead));
      stall.touch();
    }
    request.end();
  } catch (error) {
    // A refusal may come, and the connection close, before the body is through: the answer says why.
    if (!answered) throw error;
  } finally {
    await file.close();
  }
}

/** Resolves when the system has taken the bytes, and the buffer may be used again. */
function written(request: ClientRequest, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    request.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
