import { z } from 'zod';
import { ProviderError, type ProviderVerdict } from '#adapters/provider-error.ts';
import type { ConnectionFailureKind } from '#adapters/wire/connection-failure.ts';
import type { Reply } from '#adapters/wire/exchange.ts';
import { redact } from '#adapters/wire/redact.ts';
import { retryAfterSeconds, waitSeconds } from '#adapters/wire/retry-after.ts';

/** `create` may start something that is billed; `read` (get, list, cancel, secret) may be repeated freely. */
export type ReplicateCall = 'create' | 'read';

/** RFC 9457 with Replicate's additions; every field may be missing. */
const Problem = z.object({
  title: z.string().nullish().catch(null),
  detail: z.string().nullish().catch(null),
  retry_after: z.number().nullish().catch(null),
  invalid_fields: z
    .array(z.object({ field: z.string().catch(''), description: z.string().catch('') }))
    .nullish()
    .catch(null),
});
type Problem = z.infer<typeof Problem>;

/**
 * What an answer other than the expected one means. Statuses decide; texts only say how long to wait and what
 * the user reads. Creation is careful: a status that a proxy may give after the request went through counts as
 * unconfirmed, never as a retry (P5).
 */
export function replicateFailure(input: {
  call: ReplicateCall;
  reply: Reply;
  token: string;
  nowMs: number;
}): ProviderError {
  const { call, reply } = input;
  const problem = Problem.safeParse(reply.json).data ?? null;
  const said = saidInWords(problem, input.token);
  const fail = (verdict: ProviderVerdict, code: string, message: string) =>
    new ProviderError({
      verdict,
      code,
      message,
      status: reply.status,
      retryAfterSeconds: verdict === 'retry' ? requestedWait(reply.headers, problem, input.nowMs) : null,
    });

  switch (reply.status) {
    case 401:
    case 403:
      return fail('terminal', 'replicate-unauthorized', 'Replicate does not accept the access token.');
    case 402:
      return fail('terminal', 'replicate-insufficient-credit', 'The Replicate account has no credit left.');
    case 404:
      return fail('terminal', 'replicate-not-found', `Replicate does not know what was asked for${said}`);
    case 422:
      return fail('terminal', 'replicate-invalid-input', `Replicate refused the input${said}`);
    case 429:
      return fail('retry', 'replicate-rate-limited', 'Replicate asks to slow down.');
    case 503:
      return fail('retry', 'replicate-unavailable', 'Replicate is not available at the moment.');
  }
  if (reply.status >= 200 && reply.status < 300) {
    return call === 'create'
      ? fail(
          'unconfirmed',
          'replicate-unconfirmed',
          'Replicate took the prediction; its answer was unreadable.',
        )
      : fail('retry', 'replicate-unreadable-answer', 'The answer of Replicate was unreadable.');
  }
  // 408 and 425 come from proxies, which do not tell whether the request went on.
  if (reply.status >= 500 || reply.status === 408 || reply.status === 425) {
    return call === 'create'
      ? fail('unconfirmed', 'replicate-unconfirmed', 'Replicate failed while it took the prediction.')
      : fail('retry', 'replicate-unavailable', `Replicate failed (HTTP ${reply.status}).`);
  }
  return fail('terminal', 'replicate-rejected', `Replicate refused (HTTP ${reply.status})${said}`);
}

/** What it means that no answer was heard at all. */
export function replicateConnectionFailure(call: ReplicateCall, kind: ConnectionFailureKind): ProviderError {
  if (call === 'create' && kind !== 'never-sent') {
    const how = kind === 'timed-out' ? 'did not answer in time' : 'was cut off';
    return new ProviderError({
      verdict: 'unconfirmed',
      code: 'replicate-unconfirmed',
      message: `Replicate ${how} while it took the prediction.`,
    });
  }
  return new ProviderError({
    verdict: 'retry',
    code: 'replicate-unreachable',
    message: 'Replicate could not be reached.',
  });
}

function requestedWait(headers: Headers, problem: Problem | null, nowMs: number): number | null {
  const stated = retryAfterSeconds(headers, nowMs) ?? waitSeconds(problem?.retry_after);
  if (stated !== null) return stated;
  const written = /(?:resets|available) in ~?(\d+) ?s/i.exec(problem?.detail ?? '')?.[1];
  return written === undefined ? null : waitSeconds(Number(written));
}

/** `: input.prompt: is required` and the like; a full stop where nothing was said. */
function saidInWords(problem: Problem | null, token: string): string {
  const fields = (problem?.invalid_fields ?? []).map(({ field, description }) =>
    field === '' ? description : `${field}: ${description}`,
  );
  const stated = [problem?.title, problem?.detail].filter((text) => typeof text === 'string' && text !== '');
  const words = redact((fields.length > 0 ? fields : stated).join('; '), [token]);
  return words === '' ? '.' : `: ${words}`;
}
