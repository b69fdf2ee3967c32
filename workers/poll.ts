import { log } from '#adapters/log.ts';
import type { Task } from '#contracts/entities/index.ts';
import type { PollMessage } from '#contracts/queue.ts';
import type { Prediction } from '#contracts/replicate.ts';
import type { PredictionReport } from '#domain/pipeline/predictions.ts';
import { isRefusal } from '#domain/pipeline/refusal.ts';
import type { Outcome } from '#domain/pipeline/task-io.ts';
import { WORK } from '#domain/pipeline/work.ts';
import { mediaOutcome } from '#project/reports/media-outcome.ts';
import type { Deps } from './deps.ts';

/** Clocks may differ by this much between us and the provider, in milliseconds. */
const CLOCK_SLACK = 120_000;
/** Far more predictions than an account may create within a search's window: an absence must be a real one. */
const SEARCH_PAGES = 100;

/**
 * Asks how an attempt stands outside, because no webhook has come, or because the reply to a paid call was lost
 * and it has to be found (P5). Where nobody can be asked now, nothing is said: the object asks again later.
 */
export async function pollTask(message: PollMessage, deps: Deps): Promise<void> {
  const { projectId, taskId, attempt } = message;
  const task = await deps.project.entity('house', 'task', taskId);
  if (task === null || isRefusal(task) || task.attempt !== attempt) return;
  try {
    if (WORK[task.work].outside === 'media') await pollMedia(task, deps);
    else if (task.status === 'started') await pollPrediction(task, deps);
    else if (task.status === 'unconfirmed') await searchPrediction(task, deps);
  } catch (error) {
    log('poll.failed', { projectId, taskId, attempt, poll: message.poll, error });
  }
}

async function pollMedia(task: Task, deps: Deps): Promise<void> {
  if (task.externalId === null) return;
  const view = await deps.services.media(task.externalId).get(task.externalId);
  const failure = {
    code: 'media-job-lost',
    message: 'The media service restarted and lost the job.',
    retryable: true,
  };
  const outcome =
    view === null ? { type: 'retry' as const, failure, afterSeconds: null } : mediaOutcome(view);
  if (outcome) await settle(task, outcome, deps);
}

async function pollPrediction(task: Task, deps: Deps): Promise<void> {
  if (task.externalId === null) return;
  const prediction = await deps.services.replicate.getPrediction(task.externalId);
  if (prediction) return reportPrediction(task, prediction, deps);
  const failure = {
    code: 'prediction-gone',
    message: 'The provider no longer knows this prediction.',
    retryable: true,
  };
  await settle(task, { type: 'provider-failed', failure }, deps);
}

/** Looks for the prediction whose creation reply was lost, by our own id in its webhook URL or by its input. */
async function searchPrediction(task: Task, deps: Deps): Promise<void> {
  const since = (task.startedAt ?? task.createdAt) - CLOCK_SLACK;
  const predictions = await deps.services.replicate.listPredictions({
    createdAfter: new Date(since),
    maxPages: SEARCH_PAGES,
  });
  const prompt = await promptOf(task, deps);
  const found = predictions.find((prediction) => isOurs(prediction, task, prompt));
  if (found) await reportPrediction(task, found, deps);
  else await settle(task, { type: 'absent' }, deps);
}

function isOurs(
  prediction: Prediction,
  task: Task,
  prompt: { text: string; seed: number | null } | null,
): boolean {
  if (prediction.webhook !== null) {
    if (!URL.canParse(prediction.webhook)) return false;
    const query = new URL(prediction.webhook).searchParams;
    return query.get('task') === task.id && query.get('attempt') === String(task.attempt);
  }
  if (prompt === null || prompt.seed === null) return false;
  // A repeat after a failure was sent with the next seed.
  const { input } = prediction;
  return input?.prompt === prompt.text && (input.seed === prompt.seed || input.seed === prompt.seed + 1);
}

async function promptOf(
  task: Task,
  { project }: Deps,
): Promise<{ text: string; seed: number | null } | null> {
  const kind = task.work === 'create-image' ? 'image' : 'clip';
  const take = await project.entity('house', kind, task.subjectId);
  if (take === null || isRefusal(take) || take.promptId === null) return null;
  const prompt = await project.entity('house', 'prompt', take.promptId);
  if (prompt === null || isRefusal(prompt)) return null;
  return { text: kind === 'image' ? prompt.imageText : prompt.clipText, seed: take.seed };
}

async function reportPrediction(task: Task, prediction: Prediction, { project }: Deps): Promise<void> {
  const report: PredictionReport = {
    id: prediction.id,
    status: prediction.status,
    output: prediction.output,
    error: prediction.error,
  };
  await project.execute(
    'house',
    'report-prediction',
    { taskId: task.id, attempt: task.attempt, report },
    null,
  );
}

async function settle(task: Task, outcome: Outcome, { project }: Deps): Promise<void> {
  await project.execute('house', 'settle', { taskId: task.id, attempt: task.attempt, outcome }, null);
}
