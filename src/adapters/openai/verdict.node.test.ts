import { expect, test } from 'vitest';
import { openAiConnectionFailure, openAiFailure } from './verdict.ts';

const KEY = 'sk-proj-0123456789abcdef';

function failure(status: number, change: Partial<Parameters<typeof openAiFailure>[0]> = {}) {
  return openAiFailure({
    status,
    headers: new Headers(),
    errorCode: null,
    errorType: null,
    message: 'words',
    apiKey: KEY,
    nowMs: 0,
    ...change,
  });
}

test.each([
  [400, 'terminal', 'openai-bad-audio'],
  [401, 'terminal', 'openai-unauthorized'],
  [403, 'terminal', 'openai-unauthorized'],
  [404, 'terminal', 'openai-model-not-found'],
  [408, 'retry', 'openai-unavailable'],
  [409, 'retry', 'openai-unavailable'],
  [413, 'terminal', 'openai-file-too-large'],
  [422, 'terminal', 'openai-rejected'],
  [429, 'retry', 'openai-rate-limited'],
  [500, 'retry', 'openai-unavailable'],
  [503, 'retry', 'openai-unavailable'],
] as const)('%i is %s (%s)', (status, verdict, code) => {
  expect(failure(status)).toMatchObject({ status, verdict, code });
});

test.each([{ errorCode: 'insufficient_quota' }, { errorType: 'insufficient_quota' }])(
  'a used up quota is no rate limit: %j',
  (change) => {
    expect(failure(429, change)).toMatchObject({ verdict: 'terminal', code: 'openai-quota' });
  },
);

test.each([
  [{ 'retry-after': '20' }, 20],
  [{ 'retry-after': '20', 'retry-after-ms': '1500' }, 1.5],
  [{}, null],
])('waits as %j says', (headers, seconds) => {
  expect(failure(429, { headers: new Headers(headers) }).retryAfterSeconds).toBe(seconds);
});

test.each([
  ['never-sent', 'retry'],
  ['lost', 'unconfirmed'],
  ['timed-out', 'unconfirmed'],
] as const)('silence of kind %s is %s', (kind, verdict) => {
  expect(openAiConnectionFailure(kind).verdict).toBe(verdict);
});

test('a key that is echoed, masked or not, is not passed on', () => {
  const message = `Incorrect API key provided: sk-proj-***9900 or ${KEY}.`;
  for (const status of [400, 401, 404, 422]) {
    expect(failure(status, { message }).message).not.toMatch(/sk-|9900|0123456789/);
  }
});
