import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './faults.ts';
import { type Exchange, resetConnection } from './http.ts';

export type HttpFault = Extract<Fault, { type: 'http' }>;

/** What becomes of the answer after the call was accepted (and paid). */
export type AfterAccept = 'answer' | 'reset' | 'hang';

/**
 * Applies the faults that any service can have before it accepts a call.
 *
 * @param refuse writes the service's own error body for an HTTP fault.
 * @returns how to end once the work is accepted, or `undefined` when the exchange has ended here.
 */
export async function passGate(
  exchange: Exchange,
  fault: Fault | undefined,
  refuse: (fault: HttpFault) => void,
): Promise<AfterAccept | undefined> {
  switch (fault?.type) {
    case 'http':
      refuse(fault);
      return undefined;
    case 'reset-before':
      resetConnection(exchange);
      return undefined;
    case 'hang':
      // The socket stays open and silent until the client gives up or this process ends.
      return undefined;
    case 'slow':
      await sleep(fault.delayMs);
      return 'answer';
    case 'reset-after-accept':
      return 'reset';
    case 'hang-after-accept':
      return 'hang';
    default:
      return 'answer';
  }
}

/** Ends an accepted call: with its answer, with a reset, or never. */
export function endExchange(exchange: Exchange, after: AfterAccept, answer: () => void): void {
  if (after === 'answer') answer();
  else if (after === 'reset') resetConnection(exchange);
}
