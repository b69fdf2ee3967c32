import type { Task, UsageEntry } from '#contracts/entities/index.ts';
import type { Draft } from './draft.ts';
import type { Price } from './work.ts';

/** Money below this is rounding. In USD. */
const EPSILON_USD = 1e-9;

/**
 * Reserves what an attempt is expected to cost, before it is sent (P5).
 * False, and nothing reserved, where the cap would be passed.
 */
export function reserve(draft: Draft, task: Task, price: Price): boolean {
  const project = draft.project();
  if (entryOf(draft, task)) return true;
  const { budgetUsd } = project;
  if (budgetUsd !== null && project.spentUsd + project.reservedUsd + price.usd > budgetUsd + EPSILON_USD)
    return false;
  const { now, newId } = draft.context;
  draft.put<UsageEntry>({
    kind: 'usage',
    id: newId(),
    projectId: project.id,
    taskId: task.id,
    attempt: task.attempt,
    provider: price.provider,
    model: price.model,
    quantity: price.quantity,
    unit: price.unit,
    status: 'reserved',
    amountUsd: price.usd,
    estimated: true,
    createdAt: now,
    updatedAt: now,
  });
  draft.put({ ...project, reservedUsd: money(project.reservedUsd + price.usd) });
  return true;
}

/** The attempt was billed: `actualUsd` where the provider said so, else what was reserved. */
export function commitSpend(draft: Draft, task: Task, actualUsd: number | null = null): number {
  const entry = entryOf(draft, task);
  if (entry?.status !== 'reserved') return entry?.amountUsd ?? 0;
  const amountUsd = money(actualUsd ?? entry.amountUsd);
  draft.put({ ...entry, status: 'committed', amountUsd, estimated: actualUsd === null });
  const project = draft.project();
  draft.put({
    ...project,
    reservedUsd: money(project.reservedUsd - entry.amountUsd),
    spentUsd: money(project.spentUsd + amountUsd),
  });
  return amountUsd;
}

/** The attempt was not billed. */
export function releaseSpend(draft: Draft, task: Task): void {
  const entry = entryOf(draft, task);
  if (entry?.status !== 'reserved') return;
  draft.put({ ...entry, status: 'released', amountUsd: 0 });
  const project = draft.project();
  draft.put({ ...project, reservedUsd: money(project.reservedUsd - entry.amountUsd) });
}

function entryOf(draft: Draft, task: Task): UsageEntry | undefined {
  return draft.all('usage').find((entry) => entry.taskId === task.id && entry.attempt === task.attempt);
}

/** Sums of cents drift in binary; a millionth of a dollar is finer than any price. */
function money(usd: number): number {
  return Math.max(0, Math.round(usd * 1e6) / 1e6);
}
