import { findModel } from './models.ts';
import type { Prediction } from './prediction.ts';

function outputOf(prediction: Prediction, publicUrl: string): unknown {
  if (prediction.outputPaths === null) return null;
  const urls = prediction.outputPaths.map((path) => `${publicUrl}/replicate-delivery/${path}`);
  const model = findModel(prediction.model);
  return model?.kind === 'image' && model.output === 'array' ? urls : (urls[0] ?? null);
}

function urlsOf(prediction: Prediction, publicUrl: string): Record<string, string> {
  const get = `${publicUrl}/replicate/v1/predictions/${prediction.id}`;
  return {
    get,
    cancel: `${get}/cancel`,
    web: `https://replicate.com/p/${prediction.id}`,
    stream: `${publicUrl}/replicate-stream/v1/files/bcwr-${prediction.id}`,
  };
}

/** The prediction as the API answers it: fields in the order seen live, absent ones left out. */
export function viewPrediction(prediction: Prediction, publicUrl: string): Record<string, unknown> {
  const { predictTimeSeconds, totalTimeSeconds } = prediction;
  return {
    id: prediction.id,
    model: prediction.model,
    version: prediction.version,
    input: prediction.input,
    logs: prediction.logs,
    output: outputOf(prediction, publicUrl),
    data_removed: prediction.dataRemoved,
    error: prediction.error,
    source: 'api',
    status: prediction.status,
    created_at: new Date(prediction.createdAtMs).toISOString(),
    ...(prediction.startedAt === undefined ? {} : { started_at: prediction.startedAt }),
    ...(prediction.completedAt === undefined ? {} : { completed_at: prediction.completedAt }),
    ...(prediction.deadlineMs === undefined
      ? {}
      : { deadline: new Date(prediction.deadlineMs).toISOString() }),
    urls: urlsOf(prediction, publicUrl),
    ...(totalTimeSeconds === undefined
      ? {}
      : {
          metrics: {
            ...(predictTimeSeconds === undefined ? {} : { predict_time: predictTimeSeconds }),
            total_time: totalTimeSeconds,
          },
        }),
    ...(prediction.webhook === undefined ? {} : { webhook: prediction.webhook }),
    ...(prediction.webhookEvents === undefined ? {} : { webhook_events_filter: prediction.webhookEvents }),
  };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sorted(entry)]));
}

/**
 * The raw body of a webhook: the bare prediction as compact JSON with its keys in alphabetical order, without
 * `source`, and with `predict_time` as the only metric (capture of 2025-06-09).
 */
export function webhookBody(prediction: Prediction, publicUrl: string): string {
  const { source: _source, metrics: _metrics, ...rest } = viewPrediction(prediction, publicUrl);
  const { predictTimeSeconds } = prediction;
  const metrics = predictTimeSeconds === undefined ? {} : { metrics: { predict_time: predictTimeSeconds } };
  return JSON.stringify(sorted({ ...rest, ...metrics }));
}
