import { z } from 'zod';

export const TERMINAL = ['succeeded', 'failed', 'canceled', 'aborted'] as const;
export const WEBHOOK_EVENTS = ['start', 'output', 'logs', 'completed'] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];
export type TerminalStatus = (typeof TERMINAL)[number];

/** A prediction as it is stored. Instants ending in `Ms` are Unix milliseconds, the others are as on the wire. */
export const predictionSchema = z.object({
  id: z.string(),
  kind: z.enum(['image', 'video']),
  model: z.string(),
  version: z.string(),
  input: z.record(z.string(), z.unknown()).nullable(),
  webhook: z.string().optional(),
  webhookEvents: z.array(z.enum(WEBHOOK_EVENTS)).optional(),
  status: z.enum(['starting', 'processing', ...TERMINAL]),
  /** Paths below the files' origin; `null` until there is an output. */
  outputPaths: z.array(z.string()).nullable(),
  logs: z.string().nullable(),
  error: z.string().nullable(),
  dataRemoved: z.boolean(),
  createdAtMs: z.number(),
  startedAt: z.string().optional(),
  completedAt: z.string().optional(),
  startAtMs: z.number(),
  dueAtMs: z.number(),
  deadlineMs: z.number().optional(),
  latencyMs: z.number(),
  /** How it is fated to end (a fault decides that at creation). */
  fate: z.discriminatedUnion('type', [
    z.object({ type: z.literal('succeed') }),
    z.object({ type: z.literal('fail'), error: z.string() }),
    z.object({ type: z.literal('cancel') }),
    z.object({ type: z.literal('abort') }),
    z.object({ type: z.literal('hang') }),
  ]),
  predictTimeSeconds: z.number().optional(),
  totalTimeSeconds: z.number().optional(),
});

export type Prediction = z.infer<typeof predictionSchema>;

export function isTerminal(prediction: Prediction): boolean {
  return TERMINAL.some((status) => status === prediction.status);
}

/** `2025-06-09T07:05:41.882143865Z`: start and end carry nanoseconds on the wire, the creation does not. */
export function nanoTime(ms: number): string {
  const digits = String(Math.floor(Math.random() * 1_000_000)).padStart(6, '0');
  return new Date(ms).toISOString().replace('Z', `${digits}Z`);
}
