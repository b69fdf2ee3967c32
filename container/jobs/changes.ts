import type { Job } from './job.ts';

/**
 * Yields whenever the job changed since the last turn, once for any number of changes, and for the last time after
 * it ended. The first turn comes at once. Ends early, without a last turn, when the signal aborts.
 *
 * @param minimumMs The least time between two turns; the last one does not wait for it.
 * @param maximumMs The longest time without a turn.
 */
export async function* changesOf(
  job: Job,
  pace: { minimumMs: number; maximumMs: number },
  signal: AbortSignal,
): AsyncGenerator<void> {
  const bell = new Bell();
  const ring = () => bell.ring();
  const stopListening = job.onChange(ring);
  signal.addEventListener('abort', ring);
  try {
    while (!signal.aborted) {
      const ended = job.hasEnded;
      yield;
      if (ended) return;
      const since = performance.now();
      await bell.wait(pace.maximumMs);
      while (!job.hasEnded && !signal.aborted) {
        const rest = pace.minimumMs - (performance.now() - since);
        if (rest <= 0) break;
        await bell.wait(rest);
      }
    }
  } finally {
    stopListening();
    signal.removeEventListener('abort', ring);
  }
}

/** Wakes its one waiter when rung; a ring that nobody waited for wakes the next at once. */
class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async wait(milliseconds: number): Promise<void> {
    if (!this.#rung) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      const timer = setTimeout(resolve, milliseconds);
      await promise;
      clearTimeout(timer);
      this.#wake = undefined;
    }
    this.#rung = false;
  }
}
