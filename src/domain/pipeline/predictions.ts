import { outputUrl } from '#domain/models/index.ts';
import { commitSpend } from './budget.ts';
import type { Draft } from './draft.ts';
import { failTask, settleTask } from './tasks/settle.ts';
import { isStopping } from './tasks/wake.ts';
import { isEnded, problem } from './work.ts';

/** What a webhook or a poll says of a prediction at Replicate. */
export interface PredictionReport {
  readonly id: string;
  readonly status: 'starting' | 'processing' | 'succeeded' | 'failed' | 'canceled' | 'aborted';
  readonly output: unknown;
  readonly error: string | null;
}

/**
 * One report about a prediction. Its id must be the attempt's own; where the attempt has none yet, because the
 * creation's reply is late or was lost, the prediction is adopted (P5).
 */
export function reportPrediction(
  draft: Draft,
  taskId: string,
  attempt: number,
  report: PredictionReport,
): void {
  const task = draft.get('task', taskId);
  if (!task || isEnded(task) || task.attempt !== attempt || task.status === 'queued') return;
  if (task.work !== 'create-image' && task.work !== 'create-clip') return;
  if (task.externalId !== null && task.externalId !== report.id) return;
  settleTask(draft, taskId, attempt, { type: 'started', externalId: report.id });
  switch (report.status) {
    case 'starting':
      return;
    case 'processing':
      return settleTask(draft, taskId, attempt, { type: 'progress', progress: 0.1 });
    case 'succeeded': {
      const sourceUrl = outputUrl(report.output);
      if (sourceUrl === null) {
        const failure = problem('output-missing', 'The model said that it succeeded but gave no file.', true);
        return settleTask(draft, taskId, attempt, { type: 'provider-failed', failure });
      }
      const result = { work: task.work, externalId: report.id, sourceUrl };
      return settleTask(draft, taskId, attempt, { type: 'done', result });
    }
    case 'failed': {
      const failure = problem(
        'prediction-failed',
        `The model failed: ${report.error ?? 'it gave no reason.'}`,
        true,
      );
      return settleTask(draft, taskId, attempt, { type: 'provider-failed', failure });
    }
    case 'aborted': {
      const failure = problem(
        'prediction-aborted',
        'The provider ended the prediction before it began.',
        true,
      );
      return settleTask(draft, taskId, attempt, { type: 'provider-failed', failure });
    }
    case 'canceled': {
      const stopped = draft.get('task', taskId);
      if (!stopped) return;
      commitSpend(draft, stopped);
      if (isStopping(stopped) && stopped.failure) {
        return settleTask(draft, taskId, attempt, { type: 'provider-failed', failure: stopped.failure });
      }
      // Somebody else stopped it on purpose: what ran was billed, and nobody asked for another one.
      return failTask(
        draft,
        stopped,
        problem('prediction-canceled', 'The prediction was canceled at the provider.', true),
      );
    }
    default:
      return report.status satisfies never;
  }
}
