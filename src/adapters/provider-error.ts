import type { ProblemDetail } from '#contracts/entities/index.ts';

/**
 * What a failed call to a service outside means for the work that asked for it.
 * - `retry`: nothing was done there and nothing billed; the same call may be sent again
 * - `terminal`: it will fail again; nothing was billed
 * - `unconfirmed`: the request went out and its answer was lost, so it may have been carried out and billed;
 *   it must never be repeated blindly (P5)
 */
export type ProviderVerdict = 'retry' | 'terminal' | 'unconfirmed';

/** The one error that adapters throw about the services they talk to. Never carries a secret or a full reply. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly verdict: ProviderVerdict;
  /** Stable, e.g. `replicate-insufficient-credit`. */
  readonly code: string;
  /** HTTP status that was answered; null where there was none. */
  readonly status: number | null;
  /** Seconds that the service asked to wait; null where it did not say. */
  readonly retryAfterSeconds: number | null;

  constructor(input: {
    verdict: ProviderVerdict;
    code: string;
    message: string;
    status?: number | null;
    retryAfterSeconds?: number | null;
    cause?: unknown;
  }) {
    super(input.message, input.cause === undefined ? undefined : { cause: input.cause });
    this.verdict = input.verdict;
    this.code = input.code;
    this.status = input.status ?? null;
    this.retryAfterSeconds = input.retryAfterSeconds ?? null;
  }

  /** What the user is told. */
  detail(): ProblemDetail {
    return { code: this.code, message: this.message, retryable: this.verdict !== 'terminal' };
  }
}
