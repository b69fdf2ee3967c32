/**
 * Runs `work` over the items, at most `limit` at a time. The first failure aborts the signal that the others were
 * given, and is thrown once all of them have ended: nothing goes on in the background.
 */
export async function forEachBounded<T>(
  items: readonly T[],
  limit: number,
  signal: AbortSignal,
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  // One iterator shared by all lanes hands each item out once.
  const queue = items.values();
  const lane = async () => {
    for (const item of queue) {
      if (either.aborted) return;
      try {
        await work(item, either);
      } catch (error) {
        failed.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  either.throwIfAborted();
}
