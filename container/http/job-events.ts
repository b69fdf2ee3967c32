import type { ServerResponse } from 'node:http';
import { changesOf } from '#container/jobs/changes.ts';
import type { Job } from '#container/jobs/job.ts';

/** Often enough for any proxy on the way not to take the stream for dead. */
const PACE = { minimumMs: 250, maximumMs: 15_000 };

/** Streams a job's views as NDJSON: one now, one after changes, the last when it ended. A client may leave. */
export async function streamJobEvents(job: Job, response: ServerResponse): Promise<void> {
  const left = new AbortController();
  response.once('close', () => left.abort());
  response.writeHead(200, {
    'content-type': 'application/x-ndjson',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  for await (const _ of changesOf(job, PACE, left.signal)) {
    const isRoomLeft = response.write(`${JSON.stringify(job.view())}\n`);
    if (!isRoomLeft) await drained(response, left.signal);
  }
  response.end();
}

/** A client that reads slowly gets fewer lines, and no memory of ours. */
function drained(response: ServerResponse, left: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    response.once('drain', resolve);
    left.addEventListener('abort', () => resolve(), { once: true });
  });
}
