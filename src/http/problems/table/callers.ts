import type { ProblemKind } from '../problem-kind.ts';

/** Who asks, and how often. */
export const CALLER_PROBLEMS = {
  unauthenticated: {
    status: 401,
    title: 'No valid API key, token or ticket was given',
    meaning:
      'The credential is missing, unknown, revoked, expired or meant for somebody else; `detail` says which.',
    remedy:
      'Send `Authorization: Bearer` with an API key (`omv_…`) or a token of the identity provider. Get a new token or ticket where it has expired.',
    detail: 'This API key is unknown or was revoked.',
  },
  forbidden: {
    status: 403,
    title: 'The key or token lacks the scope for this',
    meaning: 'The caller is known and may not do this.',
    remedy: 'Use a key or token with the scope that `detail` and the header `WWW-Authenticate` name.',
    detail: 'This needs a key or token with the scope "spend".',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    meaning:
      'The caller asks more often than the deployment allows; failed attempts without a valid key count per network.',
    remedy: 'Wait as long as `Retry-After` says. Listen to the live updates in the place of polling.',
    detail: 'You ask more often than is allowed. Go on in 60 seconds.',
  },
  'key-not-found': {
    status: 404,
    title: 'There is no such key',
    meaning: 'You have no API key with this id.',
    remedy: 'List your keys with `GET /api/keys`.',
    detail: 'You have no such key.',
  },
} as const satisfies Record<string, ProblemKind>;
