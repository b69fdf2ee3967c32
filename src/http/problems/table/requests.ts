import type { ProblemKind } from '../problem-kind.ts';

/** Requests that cannot be read, whoever sends them. */
export const REQUEST_PROBLEMS = {
  'invalid-request': {
    status: 422,
    title: 'The request does not fit its schema',
    meaning: 'A field, parameter or header is missing, of another type or out of its bounds.',
    remedy:
      'Look at `errors`: each names a field by JSON pointer and says what is wrong with it. Send it again corrected.',
    detail: 'body/title: Too small: expected string to have >=1 characters',
  },
  'invalid-json': {
    status: 400,
    title: 'The body is not JSON',
    meaning: 'The body could not be parsed at all.',
    remedy: 'Send one JSON document, in UTF-8.',
    detail: 'Malformed JSON in request body',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body has a media type that is not taken here',
    meaning: 'The body is not declared to be JSON.',
    remedy: 'Send `content-type: application/json`. Files go to the URL of a presigned upload instead.',
    detail: 'Send JSON with content-type application/json.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    meaning: 'The body of a request may have 4 MiB.',
    remedy: 'Send files by `POST /api/uploads/presign`; split long lists of decisions.',
    detail: 'The body is larger than 4 MiB.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing under this address',
    meaning: 'No route has this path, or an id in it is not one of ours.',
    remedy: 'Compare the path with `/openapi.json`.',
    detail: 'There is nothing at GET /api/project.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take that method',
    meaning: 'The path exists, with other methods.',
    remedy: 'Use one of those that the header `Allow` names.',
    detail: 'DELETE is not taken here; GET, POST are.',
  },
  'upgrade-required': {
    status: 426,
    title: 'This address speaks WebSocket',
    meaning: 'The address was fetched like a page.',
    remedy: 'Open it as a WebSocket, or listen to `…/stream` for server-sent events.',
    detail: 'Open this address as a WebSocket.',
  },
  'idempotency-conflict': {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
    meaning: 'The same key came with another body or path within 24 hours.',
    remedy: 'Make a new key for each new request; repeat a key only with the same request.',
    detail: 'This Idempotency-Key was used for another request.',
  },
  'precondition-required': {
    status: 428,
    title: 'The request must say which version it changes',
    meaning: 'This change overwrites what is there, and does not say on which version it was based.',
    remedy: 'Send the `ETag` that you read as `If-Match`.',
    detail: 'Send If-Match with the ETag of what you change.',
  },
  'precondition-failed': {
    status: 412,
    title: 'Somebody else changed this meanwhile',
    meaning: 'The version in `If-Match` is not the newest any more. Nothing was changed.',
    remedy: 'Read it again, apply your change to the new version, and send it with the new `ETag`.',
    detail: 'This was changed since you read it.',
  },
} as const satisfies Record<string, ProblemKind>;
