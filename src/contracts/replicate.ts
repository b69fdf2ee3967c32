/**
 * What Replicate sends: a prediction, the same object as the answer to create, get, cancel, in lists and, bare,
 * as the body of a webhook. Field names are Replicate's. Only what we use is kept.
 */
import { z } from 'zod';

/** The last four are final. `aborted`: its deadline passed before it started, and it was not billed. */
export const PredictionStatus = z.enum([
  'starting',
  'processing',
  'succeeded',
  'failed',
  'canceled',
  'aborted',
]);
export type PredictionStatus = z.infer<typeof PredictionStatus>;

/** Missing and null are the same to us: keys stay with null after Replicate removed the data (one hour). */
const OptionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

const OptionalSeconds = z
  .number()
  .nonnegative()
  .nullish()
  .catch(null)
  .transform((seconds) => seconds ?? null);

export const Prediction = z.object({
  /** Lower case letters and digits. */
  id: z.string().min(1),
  /** `owner/name`. */
  model: OptionalText,
  /** 64 hex digits, or `hidden` for most official models. */
  version: OptionalText,
  status: PredictionStatus,
  /** What the model was given; null once it was removed. */
  input: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((input) => input ?? null),
  /** Any JSON, by the model: a URL, a list of URLs, an object, null. */
  output: z
    .unknown()
    .optional()
    .transform((output) => output ?? null),
  /** Why the model failed, in its own words: text of a stranger, see `redact`. */
  error: z
    .unknown()
    .optional()
    .transform((error) =>
      error === null || error === undefined
        ? null
        : typeof error === 'string'
          ? error
          : JSON.stringify(error),
    ),
  /** True once input, output and logs were deleted. */
  data_removed: z
    .boolean()
    .nullish()
    .transform((removed) => removed ?? false),
  /** ISO 8601. */
  created_at: z.string(),
  /** ISO 8601, to the nanosecond. */
  started_at: OptionalText,
  completed_at: OptionalText,
  /** Where its webhooks go; a prediction whose creation reply was lost is recognised by it (P5). */
  webhook: OptionalText,
  metrics: z
    .object({
      /** Seconds that the model ran, which is what is billed where a model is billed by time. */
      predict_time: OptionalSeconds,
      total_time: OptionalSeconds,
    })
    .nullish()
    .transform((metrics) => metrics ?? null),
});
export type Prediction = z.infer<typeof Prediction>;

/** One page of the list of predictions, newest first. */
export const PredictionPage = z.object({
  next: OptionalText,
  results: z.array(Prediction),
});
export type PredictionPage = z.infer<typeof PredictionPage>;
