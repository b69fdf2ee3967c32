import { describe, expect, test } from 'vitest';
import { openRouterConnectionFailure, openRouterFailure } from './verdict.ts';
import { OpenRouterError } from './wire.ts';

const KEY = 'sk-or-v1-0123456789abcdef';

function failure(httpStatus: number, error: unknown = null, headers: Record<string, string> = {}) {
  return openRouterFailure({
    httpStatus,
    headers: new Headers(headers),
    error: OpenRouterError.nullable().parse(error),
    apiKey: KEY,
    nowMs: 0,
  });
}

describe('what an error of OpenRouter means', () => {
  test.each([
    [400, 'terminal', 'openrouter-rejected'],
    [401, 'terminal', 'openrouter-unauthorized'],
    [402, 'terminal', 'openrouter-insufficient-credit'],
    [403, 'terminal', 'openrouter-forbidden'],
    [404, 'terminal', 'openrouter-no-endpoint'],
    [408, 'retry', 'openrouter-unavailable'],
    [413, 'terminal', 'openrouter-rejected'],
    [422, 'terminal', 'openrouter-rejected'],
    [429, 'retry', 'openrouter-rate-limited'],
    [500, 'retry', 'openrouter-unavailable'],
    [502, 'retry', 'openrouter-unavailable'],
    [503, 'retry', 'openrouter-unavailable'],
    [524, 'retry', 'openrouter-unavailable'],
    [529, 'retry', 'openrouter-unavailable'],
  ] as const)(
    '%i is %s, as a status and as the code of an error with status 200',
    (status, verdict, code) => {
      expect(failure(status)).toMatchObject({ status, verdict, code });
      expect(failure(200, { code: status, message: 'x' })).toMatchObject({ status, verdict, code });
      expect(failure(200, { code: String(status), message: 'x' })).toMatchObject({ status, verdict, code });
      expect(failure(200, { http_status: status, error_type: 'server' })).toMatchObject({
        status,
        verdict,
        code,
      });
    },
  );

  test.each([
    ['server_error', 500],
    ['rate_limit_exceeded', 429],
    ['provider_overloaded', 529],
    ['content_policy_violation', 403],
    ['context_length_exceeded', 400],
    ['something new', 500],
  ])('an error of kind %j with status 200 counts as %i', (word, status) => {
    expect(failure(200, { code: word }).status).toBe(status);
    expect(failure(200, { error_type: word }).status).toBe(status);
    expect(failure(200, { metadata: { error_type: word } }).status).toBe(status);
  });

  test('an error that says nothing may pass by itself', () => {
    expect(failure(200, {})).toMatchObject({ status: 500, verdict: 'retry' });
  });

  test.each([
    ['never-sent', 'retry'],
    ['lost', 'unconfirmed'],
    ['timed-out', 'unconfirmed'],
  ] as const)('silence of kind %s is %s', (kind, verdict) => {
    expect(openRouterConnectionFailure(kind).verdict).toBe(verdict);
  });

  test.each([
    ['the header', { 'retry-after': '12' }, { availability: { retry_after: 3 } }, 12],
    ['the availability', {}, { availability: { retry_after: 3 } }, 3],
    ['the metadata', {}, { metadata: { retry_after: 4 } }, 4],
    ['nobody', {}, {}, null],
  ])('the wait is what %s says', (_name, headers, error, seconds) => {
    expect(failure(503, error, headers).retryAfterSeconds).toBe(seconds);
  });
});

test('what the upstream said is told, without keys and persons', () => {
  const error = {
    message: 'Provider returned error',
    code: 429,
    metadata: {
      raw: `kimi is temporarily rate-limited upstream for user_2abcDEFghi with ${KEY}. Please retry shortly`,
      provider_name: 'Moonshot AI',
      is_byok: false,
    },
  };
  expect(failure(429, error).message).toBe(
    'OpenRouter asks to slow down: Provider returned error | Moonshot AI | kimi is temporarily rate-limited upstream for [redacted] with [redacted]. Please retry shortly',
  );
});
