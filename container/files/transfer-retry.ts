import { setTimeout as sleep } from 'node:timers/promises';
import { failureOfAbort, MediaFailure } from '#container/media-failure.ts';

/** A transfer that may succeed when repeated: a broken connection, a 5xx, a 429. */
export class PassingTrouble extends Error {}

/** Statuses with which storage says "later" and not "no". */
export function isPassingStatus(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

const PAUSES_MS = [200, 1_000] as const;

/**
 * Runs a transfer, repeated up to twice after a {@link PassingTrouble}. What is left after that becomes `code`;
 * the signal's abort becomes its own failure.
 */
export async function withRetries<T>(
  code: 'fetch-failed' | 'store-failed',
  signal: AbortSignal,
  transfer: () => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await transfer();
    } catch (error) {
      if (signal.aborted) throw failureOfAbort(signal);
      if (error instanceof MediaFailure) throw error;
      const pause = PAUSES_MS[attempt];
      if (!(error instanceof PassingTrouble) || pause === undefined) {
        throw new MediaFailure(code, describe(code, error), { cause: error });
      }
      await sleep(pause);
    }
  }
}

function describe(code: 'fetch-failed' | 'store-failed', error: unknown): string {
  const what = code === 'fetch-failed' ? 'The file could not be fetched' : 'The result could not be stored';
  return `${what}: ${error instanceof Error ? error.message : 'the transfer broke off'}.`;
}

/** A signal that aborts when `touch` was not called for so long: storage that says nothing is taken for dead. */
export class StallWatch {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(milliseconds: number) {
    this.#timer = setTimeout(
      () => this.#controller.abort(new PassingTrouble('storage fell silent')),
      milliseconds,
    );
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  touch(): void {
    this.#timer.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

export const STALL_MS = 30_000;

/** What may be said of a connection's error: only its code, since messages name hosts. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? ` (${error.code})`
    : '';
}
