import { ProviderError, type ProviderVerdict } from '#adapters/provider-error.ts';
import type { ConnectionFailureKind } from '#adapters/wire/connection-failure.ts';
import { redact } from '#adapters/wire/redact.ts';
import { retryAfterSeconds } from '#adapters/wire/retry-after.ts';

/** What an error status of OpenAI means. `errorCode` and `errorType` are those of its body. */
export function openAiFailure(input: {
  status: number;
  headers: Headers;
  errorCode: string | null;
  errorType: string | null;
  message: string;
  apiKey: string;
  nowMs: number;
}): ProviderError {
  const { status } = input;
  const said = redact(input.message, [input.apiKey]);
  const fail = (verdict: ProviderVerdict, code: string, message: string) =>
    new ProviderError({
      verdict,
      code,
      message,
      status,
      retryAfterSeconds: verdict === 'retry' ? retryAfterSeconds(input.headers, input.nowMs) : null,
    });

  switch (status) {
    case 400:
      return fail('terminal', 'openai-bad-audio', `The speech service cannot use this file: ${said}`);
    case 401:
    case 403:
      return fail(
        'terminal',
        'openai-unauthorized',
        'OpenAI does not accept the key, or not for this model.',
      );
    case 404:
      return fail('terminal', 'openai-model-not-found', `OpenAI does not know the speech model: ${said}`);
    case 413:
      return fail(
        'terminal',
        'openai-file-too-large',
        'The file is larger than the 25 MiB that OpenAI takes.',
      );
    case 429:
      // The same status as a rate limit, and waiting does not help.
      return input.errorCode === 'insufficient_quota' || input.errorType === 'insufficient_quota'
        ? fail('terminal', 'openai-quota', 'The OpenAI account has used up its quota.')
        : fail('retry', 'openai-rate-limited', 'OpenAI asks to slow down.');
  }
  if (status === 408 || status === 409 || status >= 500) {
    return fail('retry', 'openai-unavailable', `OpenAI failed (HTTP ${status}).`);
  }
  return fail('terminal', 'openai-rejected', `OpenAI refused the request (HTTP ${status}): ${said}`);
}

/** No answer: the file may have been transcribed and billed. */
export function openAiConnectionFailure(kind: ConnectionFailureKind): ProviderError {
  if (kind === 'never-sent') {
    return new ProviderError({
      verdict: 'retry',
      code: 'openai-unreachable',
      message: 'OpenAI could not be reached.',
    });
  }
  return new ProviderError({
    verdict: 'unconfirmed',
    code: 'openai-unconfirmed',
    message:
      kind === 'timed-out'
        ? 'OpenAI did not answer in time; the transcription may have been billed.'
        : 'The connection to OpenAI was cut off; the transcription may have been billed.',
  });
}
