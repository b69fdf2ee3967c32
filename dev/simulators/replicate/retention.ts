import type { Context } from '../context.ts';
import { removeFiles } from './files.ts';
import type { PredictionStore } from './prediction-store.ts';

/**
 * Removes inputs, outputs, logs and files of predictions older than the retention (one hour in the real service).
 * @returns a function that stops it.
 */
export function startRetention(context: Context, predictions: PredictionStore): () => void {
  const sweep = async (): Promise<void> => {
    for (const prediction of predictions.duePurges(Date.now())) {
      predictions.markPurged({
        ...prediction,
        input: null,
        outputPaths: null,
        logs: null,
        dataRemoved: true,
      });
      await removeFiles(context.store, prediction.id);
    }
  };
  const everyMs = Math.max(50, Math.min(30_000, context.config.retentionMs / 4));
  const timer = setInterval(() => {
    sweep().catch((error: unknown) => context.log('retention-failed', { error: String(error) }));
  }, everyMs);
  return () => clearInterval(timer);
}
