import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { changesOf } from './jobs/changes.ts';
import type { Job } from './jobs/job.ts';
import type { Log } from './log.ts';

export interface NotifyOptions {
  /** `whsec_` and base64, shared with the receiver. */
  secret: string;
  log: Log;
  /** Aborted when the service must exit now. */
  signal: AbortSignal;
}

/** Together about a minute. */
const END_PAUSES_MS = [0, 500, 1_500, 3_000, 6_000, 12_000, 30_000] as const;
const ANSWER_TIMEOUT_MS = 10_000;
/** Node's timers hold no more. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** A notice that is not about the end is worth no waiting. */
const PROGRESS_TIMEOUT_MS = 3_000;

/**
 * Tells `url` of a job's progress (at most once a second, one notice at a time, lost ones are not repeated) and of
 * its end (repeated until a 2xx answer or the pauses are used up), each with Standard Webhooks headers
 * (standardwebhooks.com). The end's `webhook-id` is the same in every attempt. Resolves when that is over; never
 * rejects.
 */
export async function notifyOfJob(job: Job, url: string, options: NotifyOptions): Promise<void> {
  let notice = 0;
  const pace = { minimumMs: 1_000, maximumMs: LONGEST_TIMER_MS };
  for await (const _ of changesOf(job, pace, options.signal)) {
    if (job.hasEnded) break;
    // The first turn is the submission itself, of which the submitter knows.
    if (notice > 0) await send(job, url, `${job.id}:progress:${notice}`, PROGRESS_TIMEOUT_MS, options);
    notice += 1;
  }
  if (job.hasEnded) await tellEnd(job, url, options);
}

async function tellEnd(job: Job, url: string, options: NotifyOptions): Promise<void> {
  for (const pause of END_PAUSES_MS) {
    try {
      await sleep(pause, undefined, { signal: options.signal });
    } catch {
      // Only an abort ends the sleep early.
      break;
    }
    if (await send(job, url, `${job.id}:end`, ANSWER_TIMEOUT_MS, options)) return;
  }
  options.log('notify-given-up', { jobId: job.id, kind: job.kind });
}

async function send(
  job: Job,
  url: string,
  messageId: string,
  timeoutMs: number,
  options: NotifyOptions,
): Promise<boolean> {
  const body = JSON.stringify(job.view());
  const now = new Date();
  let outcome: string;
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'webhook-id': messageId,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': new Webhook(options.secret).sign(messageId, now, body),
      },
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(timeoutMs)]),
    });
    await response.body?.cancel();
    if (response.ok) return true;
    outcome = String(response.status);
  } catch (error) {
    outcome = error instanceof Error ? error.name : 'unknown';
  }
  options.log('notify-failed', { jobId: job.id, kind: job.kind, messageId, outcome });
  return false;
}
