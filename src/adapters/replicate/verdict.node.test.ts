import { describe, expect, test } from 'vitest';
import { replicateConnectionFailure, replicateFailure } from './verdict.ts';

const TOKEN = 'r8_SeCrEtSeCrEtSeCrEt';
const THROTTLED = {
  detail:
    'Request was throttled. Your rate limit for creating predictions is reduced to 6 requests per minute with a burst of 1 requests while you have less than $5.0 in credit. Your rate limit resets in ~5s.',
  status: 429,
  retry_after: 5,
};

function failure(
  call: 'create' | 'read',
  status: number,
  json?: unknown,
  headers: Record<string, string> = {},
) {
  const reply = { status, headers: new Headers(headers), json };
  return replicateFailure({ call, reply, token: TOKEN, nowMs: Date.parse('2026-11-22T10:00:00Z') });
}

describe('what an answer of Replicate means', () => {
  test.each([
    // status, code, verdict for create, verdict for read
    [400, 'replicate-rejected', 'terminal', 'terminal'],
    [401, 'replicate-unauthorized', 'terminal', 'terminal'],
    [402, 'replicate-insufficient-credit', 'terminal', 'terminal'],
    [403, 'replicate-unauthorized', 'terminal', 'terminal'],
    [404, 'replicate-not-found', 'terminal', 'terminal'],
    [413, 'replicate-rejected', 'terminal', 'terminal'],
    [422, 'replicate-invalid-input', 'terminal', 'terminal'],
    [307, 'replicate-rejected', 'terminal', 'terminal'],
    [429, 'replicate-rate-limited', 'retry', 'retry'],
    [503, 'replicate-unavailable', 'retry', 'retry'],
  ] as const)('%i is %s', (status, code, create, read) => {
    expect(failure('create', status)).toMatchObject({ status, code, verdict: create });
    expect(failure('read', status)).toMatchObject({ status, code, verdict: read });
  });

  test.each([408, 500, 502, 504, 520, 522, 524, 200, 201, 202])(
    '%i with no readable prediction leaves a creation unconfirmed and a read repeatable',
    (status) => {
      expect(failure('create', status, undefined)).toMatchObject({
        verdict: 'unconfirmed',
        code: 'replicate-unconfirmed',
      });
      expect(failure('read', status, undefined).verdict).toBe('retry');
    },
  );

  test.each([
    ['never-sent', 'retry', 'retry'],
    ['lost', 'unconfirmed', 'retry'],
    ['timed-out', 'unconfirmed', 'retry'],
  ] as const)('silence of kind %s is %s for a creation and %s for a read', (kind, create, read) => {
    expect(replicateConnectionFailure('create', kind).verdict).toBe(create);
    expect(replicateConnectionFailure('read', kind).verdict).toBe(read);
  });
});

describe('how long Replicate asks to wait', () => {
  test.each([
    ['header in seconds, before the body', THROTTLED, { 'retry-after': '7' }, 7],
    ['header with a date', {}, { 'retry-after': 'Sun, 22 Nov 2026 10:00:30 GMT' }, 30],
    ['a date gone by', {}, { 'retry-after': 'Sun, 22 Nov 2026 09:00:00 GMT' }, 0],
    ['retry_after of the body', THROTTLED, {}, 5],
    ['text', { detail: 'Request was throttled. Your rate limit resets in ~30s.' }, {}, 30],
    ['older text', { detail: 'Request was throttled. Expected available in 1 second.' }, {}, 1],
    ['a header nobody can read', { retry_after: 5 }, { 'retry-after': 'soon' }, 5],
    ['a negative wait', { retry_after: -3 }, {}, null],
    ['no word of it', { detail: 'Request was throttled.' }, {}, null],
    ['a text that is no JSON', undefined, {}, null],
  ])('%s', (_name, body, headers, seconds) => {
    expect(failure('create', 429, body, headers).retryAfterSeconds).toBe(seconds);
  });

  test('a terminal failure asks for no wait', () => {
    expect(failure('create', 402, { retry_after: 5 }, { 'retry-after': '5' }).retryAfterSeconds).toBeNull();
  });
});

describe('what the user reads', () => {
  test('says which fields Replicate refused', () => {
    const body = {
      detail: '- input.output_format: output_format must be one of the following: "jpg", "png"\n',
      status: 422,
      title: 'Input validation failed',
      invalid_fields: [
        {
          type: 'enum',
          field: 'input.output_format',
          description: 'output_format must be one of the following: "jpg", "png"',
        },
        { type: 'required', field: 'input', description: 'prompt is required' },
      ],
    };
    expect(failure('create', 422, body).message).toBe(
      'Replicate refused the input: input.output_format: output_format must be one of the following: "jpg", "png"; input: prompt is required',
    );
  });

  test('falls back to title and detail', () => {
    const body = {
      title: 'Invalid version or not permitted',
      detail: 'The specified version does not exist',
      status: 422,
    };
    expect(failure('create', 422, body).message).toContain(
      'Invalid version or not permitted; The specified version does not exist',
    );
  });

  test.each([401, 404, 422, 418])('never holds the token that an answer of %i echoes', (status) => {
    const body = {
      title: `Token ${TOKEN}`,
      detail: `Authorization: Bearer ${TOKEN} r8_OTHER***1234 ${'x'.repeat(2000)}`,
    };
    const { message } = failure('create', status, body);
    expect(message).not.toContain(TOKEN);
    expect(message).not.toContain('r8_');
    expect(message.length).toBeLessThan(500);
  });
});
