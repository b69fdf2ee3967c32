import { describe, expect, test } from 'vitest';
import { bearer } from './bearer.ts';
import { redact } from './redact.ts';

describe('redact', () => {
  test.each([
    ['Incorrect API key provided: sk-proj-***9900. See', 'Incorrect API key provided: [redacted] See'],
    ['sk-or-v1-0123456789abcdef', '[redacted]'],
    ['key r8_abcDEF123 is wrong', 'key [redacted] is wrong'],
    ['Authorization: Bearer abc.def-123', 'Authorization: [redacted]'],
    ['signed by whsec_MfKQ9r8GKYqrTwjU', 'signed by [redacted]'],
    ['asked by user_2abcDEF34', 'asked by [redacted]'],
    [
      'put to https://acc.r2.cloudflarestorage.com/b/k?X-Amz-Signature=abc failed',
      'put to https://acc.r2.cloudflarestorage.com/b/k failed',
    ],
    ['see https://openrouter.ai/settings/keys/0a1b2c3d and', 'see https://openrouter.ai/settings/keys/… and'],
    ['two\nlines\u0007 and  blanks ', 'two lines and blanks'],
    ['the user asked for a task-list', 'the user asked for a task-list'],
  ])('%j', (text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  test('takes out a secret of any shape, and an empty one harms nothing', () => {
    expect(redact('the key hunter2hunter2 is bad', ['hunter2hunter2', ''])).toBe('the key [redacted] is bad');
  });

  test('keeps it short', () => {
    expect(redact('x'.repeat(10_000))).toHaveLength(400);
  });
});

test.each(['', 'with blank', 'line\nbreak', 'schlüssel'])('a header cannot carry the token %j', (token) => {
  expect(() => bearer('openai', token)).toThrow(
    expect.objectContaining({ verdict: 'terminal', code: 'openai-unauthorized' }),
  );
});
