import { retryAfter } from './api-problem.ts';

export interface RetryOptions {
  /** How often a request is sent at most. */
  readonly attempts: number;
  /** Longest pause, in seconds. An API that asks for a longer one gets its answer passed on. */
  readonly longestPauseSeconds: number;
}

export type Fetch = (request: Request) => Promise<Response>;

const FIRST_PAUSE_SECONDS = 0.3;

/** Answers that say «not now»: rate limit, gateway, maintenance. */
const NOT_NOW = new Set([429, 502, 503, 504]);

/**
 * Sends a request again where it got no answer, or one that says «not now», and where sending it twice does no harm:
 * it only reads, or carries an `Idempotency-Key`. Waits as long as `Retry-After` says, else a random part of a time
 * that doubles.
 */
export function retryingFetch(send: Fetch, { attempts, longestPauseSeconds }: RetryOptions): Fetch {
  return async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt >= attempts || !isRepeatable(request);
      let pause = Math.random() * Math.min(longestPauseSeconds, FIRST_PAUSE_SECONDS * 2 ** (attempt - 1));
      try {
        // A body can be sent once; the copy leaves it for the next attempt.
        const response = await send(isLast ? request : request.clone());
        pause = retryAfter(response) ?? pause;
        if (isLast || !NOT_NOW.has(response.status) || pause > longestPauseSeconds) return response;
        await response.body?.cancel();
      } catch (error) {
        if (isLast || request.signal.aborted) throw error;
      }
      await sleep(pause, request.signal);
    }
  };
}

function isRepeatable(request: Request): boolean {
  return request.method === 'GET' || request.method === 'HEAD' || request.headers.has('idempotency-key');
}

/** Resolves after a time in seconds; rejects with the reason as soon as the signal is aborted. */
export function sleep(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', give);
      resolve();
    }, seconds * 1000);
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}
