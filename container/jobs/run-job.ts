import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
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
  log: Log;
}

/** Runs one job in a folder of its own, which is gone when this resolves. Never rejects. */
export async function runJob(
  job: Job,
  { folder: parent, limits, tools, log }: JobSurroundings,
): Promise<void> {
  if (!job.request) return;
  const { spec } = job.request;
  job.start();
  let folder: string | undefined;
  try {
    folder = await mkdtemp(join(parent, 'job-'));
    const report = (fraction: number) => job.advance(fraction);
    job.succeed(await perform(spec, { folder, signal: job.abort.signal, limits, tools, report }));
  } catch (error) {
    job.fail(failureOf(error, job, log));
  } finally {
    if (folder !== undefined) await removeFolder(folder, log);
  }
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
