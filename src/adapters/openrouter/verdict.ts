import { ProviderError, type ProviderVerdict } from '#adapters/provider-error.ts';
import type { ConnectionFailureKind } from '#adapters/wire/connection-failure.ts';
import { redact } from '#adapters/wire/redact.ts';
import { retryAfterSeconds, waitSeconds } from '#adapters/wire/retry-after.ts';
import type { OpenRouterError } from './wire.ts';

/** Statuses for OpenRouter's `error_type` words, used where an error comes without a number. */
const STATUS_OF_TYPE: Readonly<Record<string, number>> = {
  authentication: 401,
  payment_required: 402,
  permission_denied: 403,
  content_policy_violation: 403,
  refusal: 403,
  not_found: 404,
  invalid_request: 400,
  invalid_prompt: 400,
  context_length_exceeded: 400,
  max_tokens_exceeded: 400,
  token_limit_exceeded: 400,
  string_too_long: 400,
  precondition_failed: 412,
  payload_too_large: 413,
  unprocessable: 422,
  rate_limit_exceeded: 429,
  provider_unavailable: 503,
  provider_overloaded: 529,
  timeout: 408,
};

/**
 * What an error of OpenRouter means. `httpStatus` counts unless it is 200: then the error's own code does, and an
 * error that names neither a code nor a type counts as 500.
 */
export function openRouterFailure(input: {
  httpStatus: number;
  headers: Headers;
  error: OpenRouterError | null;
  apiKey: string;
  nowMs: number;
}): ProviderError {
  const { error } = input;
  const status = input.httpStatus === 200 ? statusOf(error) : input.httpStatus;
  const { verdict, code, message } = ruleFor(status);
  const said = saidInWords(error, input.apiKey);
  return new ProviderError({
    verdict,
    code,
    message: said === '' ? `${message}.` : `${message}: ${said}`,
    status,
    retryAfterSeconds:
      verdict === 'retry'
        ? (retryAfterSeconds(input.headers, input.nowMs) ??
          waitSeconds(error?.availability?.retry_after) ??
          waitSeconds(error?.metadata?.retry_after))
        : null,
  });
}

/** No answer: the model may have run to its end, so only a connection that never was may be repeated. */
export function openRouterConnectionFailure(kind: ConnectionFailureKind): ProviderError {
  if (kind === 'never-sent') {
    return new ProviderError({
      verdict: 'retry',
      code: 'openrouter-unreachable',
      message: 'OpenRouter could not be reached.',
    });
  }
  return new ProviderError({
    verdict: 'unconfirmed',
    code: 'openrouter-unconfirmed',
    message:
      kind === 'timed-out'
        ? 'OpenRouter did not answer in time; the answer may have been billed.'
        : 'The connection to OpenRouter was cut off; the answer may have been billed.',
  });
}

function ruleFor(status: number): { verdict: ProviderVerdict; code: string; message: string } {
  switch (status) {
    case 401:
      return {
        verdict: 'terminal',
        code: 'openrouter-unauthorized',
        message: 'OpenRouter does not accept the key',
      };
    case 402:
      return {
        verdict: 'terminal',
        code: 'openrouter-insufficient-credit',
        message: 'The OpenRouter account lacks credit for this request',
      };
    case 403:
      return {
        verdict: 'terminal',
        code: 'openrouter-forbidden',
        message: 'OpenRouter does not allow this request',
      };
    case 404:
      return {
        verdict: 'terminal',
        code: 'openrouter-no-endpoint',
        message: 'OpenRouter has no endpoint for this model with these parameters',
      };
    case 429:
      return { verdict: 'retry', code: 'openrouter-rate-limited', message: 'OpenRouter asks to slow down' };
  }
  if (status === 408 || status >= 500) {
    return {
      verdict: 'retry',
      code: 'openrouter-unavailable',
      message: `OpenRouter or the model behind it failed (${status})`,
    };
  }
  return {
    verdict: 'terminal',
    code: 'openrouter-rejected',
    message: `OpenRouter refused the request (${status})`,
  };
}

function statusOf(error: OpenRouterError | null): number {
  const stated = [Number(error?.code ?? Number.NaN), error?.http_status].find(
    (value) => typeof value === 'number' && Number.isInteger(value) && value >= 400 && value <= 599,
  );
  if (typeof stated === 'number') return stated;
  const words = [error?.error_type, error?.metadata?.error_type, error?.code];
  for (const word of words) {
    const status = typeof word === 'string' ? STATUS_OF_TYPE[word] : undefined;
    if (status !== undefined) return status;
  }
  return 500;
}

/** "Provider returned error" says nothing; what the provider said is in `metadata.raw`. */
function saidInWords(error: OpenRouterError | null, apiKey: string): string {
  const parts = [error?.message, error?.metadata?.provider_name, error?.metadata?.raw];
  return redact(parts.filter((part) => typeof part === 'string' && part !== '').join(' | '), [apiKey]);
}
