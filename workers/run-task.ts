import { log } from '#adapters/log.ts';
import { ProviderError } from '#adapters/provider-error.ts';
import type { TaskMessage } from '#contracts/queue.ts';
import { isRefusal } from '#domain/pipeline/refusal.ts';
import type { Claim, Outcome } from '#domain/pipeline/task-io.ts';
import { WORK } from '#domain/pipeline/work.ts';
import { analyzeScenes } from './analyze-scenes.ts';
import { createClip, createImage } from './create-prediction.ts';
import type { Deps } from './deps.ts';
import { discardUpload } from './discard-upload.ts';
import { submitMedia } from './media-job.ts';
import { storeOutput } from './store-output.ts';
import { transcribe } from './transcribe.ts';
import { writePrompts } from './write-prompts.ts';

type Wanted = Extract<Claim, { wanted: true }>;

/** How often the outcome of an attempt is reported before the message is left to the queue's retry. */
const REPORTS = 4;

/**
 * One delivery of one attempt: claim it, do it, settle it. Whatever the work throws becomes an outcome, so that
 * only trouble with the object itself sends the message back to the queue.
 */
export async function runTask(message: TaskMessage, deps: Deps): Promise<void> {
  const { taskId, attempt } = message;
  const { reply: claim } = await deps.project.execute('house', 'claim', { taskId, attempt }, null);
  if (isRefusal(claim) || !claim.wanted) return;
  const beat = heartbeat(message, claim, deps);
  try {
    await report(message, await attemptWork(message, claim, deps), deps);
  } finally {
    clearInterval(beat);
  }
}

async function attemptWork(message: TaskMessage, claim: Wanted, deps: Deps): Promise<Outcome> {
  try {
    return await work(message, claim, deps);
  } catch (error) {
    const outcome = outcomeOf(error, claim);
    const { projectId, taskId, attempt } = message;
    log('task.attempt-failed', {
      projectId,
      taskId,
      attempt,
      work: claim.work,
      outcome: outcome.type,
      error,
    });
    return outcome;
  }
}

function work(message: TaskMessage, claim: Wanted, deps: Deps): Promise<Outcome> {
  const { input } = claim;
  const isLast = message.attempt >= claim.languageAttempts;
  switch (input.work) {
    case 'transcribe':
      return transcribe(input, deps);
    case 'analyze-scenes':
      return analyzeScenes(input, isLast, deps);
    case 'write-prompts':
      return writePrompts(input, isLast, deps);
    case 'create-image':
      return createImage(input, message, deps);
    case 'create-clip':
      return createClip(input, message, deps);
    case 'store-image':
    case 'store-clip':
      return storeOutput(input, message, deps);
    case 'discard-upload':
      return discardUpload(input, deps);
    case 'probe-upload':
    case 'analyze-song':
    case 'prepare-speech':
    case 'film-audio':
    case 'conform-clip':
    case 'render-seam':
    case 'assemble-film':
    case 'make-poster':
    case 'make-rendition':
    case 'make-hls':
    case 'make-sheet':
    case 'make-thumbnails':
      return submitMedia(input, claim.effectKey, message, deps);
    default:
      return input satisfies never;
  }
}

/** A typed error says what it means. Anything else is our own fault: paid work may have been sent before it. */
function outcomeOf(error: unknown, claim: Wanted): Outcome {
  if (error instanceof ProviderError) {
    const failure = error.detail();
    switch (error.verdict) {
      case 'retry':
        return { type: 'retry', failure, afterSeconds: error.retryAfterSeconds };
      case 'terminal':
        return { type: 'failed', failure };
      case 'unconfirmed':
        return { type: 'unconfirmed', failure };
      default:
        return error.verdict satisfies never;
    }
  }
  const failure = { code: 'internal', message: 'Something went wrong on our side.', retryable: true };
  return WORK[claim.work].paid
    ? { type: 'unconfirmed', failure }
    : { type: 'retry', failure, afterSeconds: null };
}

/** An outcome may stand for money: it is reported again before it is given up. */
async function report(message: TaskMessage, outcome: Outcome, { project }: Deps): Promise<void> {
  const { projectId, taskId, attempt } = message;
  for (let round = 1; ; round += 1) {
    try {
      await project.execute('house', 'settle', { taskId, attempt, outcome }, null);
      return;
    } catch (error) {
      log('task.report-failed', { projectId, taskId, attempt, round, error });
      if (round >= REPORTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** round));
    }
  }
}

/** Renews the lease while the work goes on, so that a lost consumer is noticed soon and a slow one is not lost. */
function heartbeat(message: TaskMessage, claim: Wanted, { project }: Deps): ReturnType<typeof setInterval> {
  const { projectId, taskId, attempt } = message;
  return setInterval(
    () => {
      project
        .execute('house', 'renew-lease', { taskId, attempt }, null)
        .catch((error: unknown) => log('task.renew-failed', { projectId, taskId, attempt, error }));
    },
    (claim.leaseSeconds * 1000) / 3,
  );
}
