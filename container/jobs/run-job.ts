import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FolderRoom } from '#container/files/folder-room.ts';
import type { MadeHere } from '#container/files/made-here.ts';
import { spanInWords } from '#container/limits.ts';
import type { Log } from '#container/log.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { MediaLimits, MediaTools } from '#container/settings.ts';
import { perform } from '#container/work/perform.ts';
import type { Job } from './job.ts';

export interface JobSurroundings {
  /** Where jobs make their own folders. */
  folder: string;
  limits: MediaLimits;
  tools: MediaTools;
  made: MadeHere;
  log: Log;
}

/** Runs one job in a folder of its own, which is gone when this resolves. Never rejects. */
export async function runJob(
  job: Job,
  { folder: parent, limits, tools, made, log }: JobSurroundings,
): Promise<void> {
  if (!job.request) return;
  const { spec } = job.request;
  job.start();
  let folder: string | undefined;
  let bounds: JobBounds | undefined;
  try {
    folder = await mkdtemp(join(parent, 'job-'));
    bounds = boundsOf(folder, limits);
    const { room } = bounds;
    const signal = AbortSignal.any([job.abort.signal, bounds.signal]);
    const report = (fraction: number) => job.advance(fraction);
    job.succeed(await perform(spec, { folder, signal, limits, room, tools, made, report }));
  } catch (error) {
    job.fail(failureOf(error, job, log));
  } finally {
    bounds?.close();
    if (folder !== undefined) await removeFolder(folder, log);
  }
}

interface JobBounds {
  room: FolderRoom;
  /** Aborts with the failure when the job takes too long or too much room. */
  signal: AbortSignal;
  close(): void;
}

function boundsOf(folder: string, { maxWorkBytes, maxJobSeconds }: MediaLimits): JobBounds {
  const room = new FolderRoom(folder, maxWorkBytes);
  const late = new AbortController();
  const message = `The job took longer than ${spanInWords(maxJobSeconds)}. Send something shorter or smaller.`;
  const timer = setTimeout(() => late.abort(new MediaFailure('timeout', message)), maxJobSeconds * 1000);
  const close = () => {
    clearTimeout(timer);
    room.close();
  };
  return { room, signal: AbortSignal.any([room.signal, late.signal]), close };
}

function failureOf(error: unknown, job: Job, log: Log): MediaFailure {
  if (error instanceof MediaFailure) return error;
  log('job-broke', {
    jobId: job.id,
    kind: job.kind,
    error: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
  });
  return new MediaFailure('internal', 'The media service failed unexpectedly.', { cause: error });
}

async function removeFolder(folder: string, log: Log): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    log('folder-left', { error: error instanceof Error ? error.message : 'unknown' });
  }
}
