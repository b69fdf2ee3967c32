import type { Context } from '../context.ts';

/** Sum and number of paid calls of one model. */
interface PaidSummary {
  count: number;
  costUsd: number;
}

/** The body of `GET /control/stats`. */
export interface Stats {
  /** `requests.<service>.<method and route>.<status>`, `webhooks.sent`, `webhooks.delivered`, `bytes.files` … */
  readonly counters: Readonly<Record<string, number>>;
  readonly paid: {
    readonly count: number;
    readonly costUsd: number;
    /** Keyed by `service model`. */
    readonly byModel: Readonly<Record<string, PaidSummary>>;
    readonly calls: ReturnType<Context['ledger']['paidCalls']>;
  };
}

export function describeStats(context: Context): Stats {
  const calls = context.ledger.paidCalls();
  const byModel: Record<string, PaidSummary> = {};
  for (const { service, model, costUsd } of calls) {
    const summary = byModel[`${service} ${model}`] ?? { count: 0, costUsd: 0 };
    summary.count += 1;
    summary.costUsd += costUsd;
    byModel[`${service} ${model}`] = summary;
  }
  const costUsd = calls.reduce((sum, call) => sum + call.costUsd, 0);
  return { counters: context.ledger.counters(), paid: { count: calls.length, costUsd, byModel, calls } };
}
