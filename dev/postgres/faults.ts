import { z } from 'zod';

/**
 * What goes wrong with the next requests to `/sql`.
 * - `mode: 'down'`: the connection breaks before anything is done
 * - `mode: 'status'`: nothing is done, the answer is `status`
 * - `latencyMs`: waits first; alone, or with one of the others
 * - `resetAfterCommit`: the work is done and committed, then the connection breaks without an answer
 *
 * It lasts for `times` requests, or `forMs`, whichever ends first; without either until it is cleared.
 */
export const Fault = z
  .strictObject({
    mode: z.enum(['down', 'status']).optional(),
    status: z.int().min(400).max(599).default(503),
    latencyMs: z.number().nonnegative().default(0),
    resetAfterCommit: z.boolean().default(false),
    forMs: z.number().positive().optional(),
    times: z.int().positive().optional(),
  })
  .refine((fault) => fault.mode === undefined || !fault.resetAfterCommit, {
    message: 'resetAfterCommit does the work, mode prevents it',
  });
export type Fault = z.infer<typeof Fault>;

export interface Faults {
  set(fault: Fault | null): void;
  /** The fault for one request, which counts as one of its times; null when all is well. */
  take(): Fault | null;
}

/** @param now clock in milliseconds */
export function createFaults(now: () => number = () => performance.now()): Faults {
  let current: Fault | null = null;
  let endsAt = Number.POSITIVE_INFINITY;
  let left = Number.POSITIVE_INFINITY;
  return {
    set(fault) {
      current = fault;
      endsAt = now() + (fault?.forMs ?? Number.POSITIVE_INFINITY);
      left = fault?.times ?? Number.POSITIVE_INFINITY;
    },
    take() {
      if (left <= 0 || now() >= endsAt) current = null;
      left -= 1;
      return current;
    },
  };
}
