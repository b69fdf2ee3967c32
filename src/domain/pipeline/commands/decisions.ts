import type { Approval } from '#contracts/entities/index.ts';
import { decide } from '../approvals.ts';
import type { Draft } from '../draft.ts';
import { type Refusal, refuse } from '../refusal.ts';

export interface Decision {
  readonly takeId: string;
  readonly decision: Approval['decision'];
  readonly reason: string | null;
}

/** Judges takes one by one; a refused one does not stop the others. */
export function decideTakes(
  draft: Draft,
  input: { decisions: readonly Decision[]; decidedBy: string },
): { takeId: string; result: 'ok' | Refusal }[] {
  const named = new Set<string>();
  return input.decisions.map(({ takeId, decision, reason }) => {
    if (named.has(takeId)) {
      const message = 'This take is named twice in one request; only the first decision about it counts.';
      return { takeId, result: refuse('take-named-twice', message) };
    }
    named.add(takeId);
    const take = draft.get('image', takeId) ?? draft.get('clip', takeId);
    if (!take) return { takeId, result: refuse('take-not-found', 'This project has no such image or clip.') };
    if (take.status !== 'succeeded') {
      return {
        takeId,
        result: refuse('take-not-finished', `Only finished takes can be judged; this one is ${take.status}.`),
      };
    }
    decide(draft, take, decision, input.decidedBy, reason);
    return { takeId, result: 'ok' };
  });
}
