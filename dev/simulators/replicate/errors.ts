import type { HttpFault } from '../gate.ts';
import { type Exchange, sendJson } from '../http.ts';

/** One entry of a 422's `invalid_fields`; types and texts are those of the JSON schema validator gojsonschema. */
export interface InvalidField {
  readonly type: string;
  readonly field: string;
  readonly description: string;
}

const PROBLEM = { 'content-type': 'application/problem+json' };

export function sendProblem(
  exchange: Exchange,
  body: { readonly status: number } & Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendJson(exchange, body.status, body, { ...PROBLEM, ...headers });
}

export function sendUnauthenticated(exchange: Exchange): void {
  sendProblem(exchange, {
    title: 'Unauthenticated',
    detail: 'You did not pass a valid authentication token',
    status: 401,
  });
}

export function sendNotFound(exchange: Exchange): void {
  sendProblem(exchange, { detail: 'The requested resource could not be found.', status: 404 });
}

/** 422 with every field that is wrong. */
export function sendInvalid(exchange: Exchange, fields: readonly InvalidField[]): void {
  const lines = fields.map(
    ({ field, description }) => `- ${field === '' ? '' : `${field}: `}${description}\n`,
  );
  sendProblem(exchange, {
    detail: lines.join(''),
    status: 422,
    title: 'Input validation failed',
    invalid_fields: fields,
  });
}

export function sendBadVersion(exchange: Exchange): void {
  sendProblem(exchange, {
    title: 'Invalid version or not permitted',
    detail: "The specified version does not exist (or perhaps you don't have permission to use it?)",
    status: 422,
  });
}

/** 429 as captured live: `retry_after` in the body, the header only where asked for. */
export function sendThrottled(
  exchange: Exchange,
  seconds: number,
  options: { readonly lowCredit: boolean; readonly header: boolean },
): void {
  const credit = options.lowCredit
    ? ' Your rate limit for creating predictions is reduced to 6 requests per minute with a burst of 1 requests while you have less than $5.0 in credit.'
    : '';
  sendProblem(
    exchange,
    {
      detail: `Request was throttled.${credit} Your rate limit resets in ~${seconds}s.`,
      status: 429,
      retry_after: seconds,
    },
    options.header ? { 'retry-after': String(seconds) } : {},
  );
}

const TEXTS: Readonly<Record<number, { readonly title?: string; readonly detail: string }>> = {
  400: { title: 'Bad Request', detail: 'The request could not be understood.' },
  401: { title: 'Unauthenticated', detail: 'You did not pass a valid authentication token' },
  402: {
    title: 'Insufficient credit',
    detail:
      'You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing to purchase credit. Once you purchase credit, please wait a few minutes before trying again.',
  },
  404: { detail: 'The requested resource could not be found.' },
  413: { title: 'Request Entity Too Large', detail: 'The request body is too large.' },
  500: { title: 'Internal Server Error', detail: 'An unexpected error occurred.' },
  502: { title: 'Bad Gateway', detail: 'The upstream server did not answer.' },
  503: { title: 'Service Unavailable', detail: 'The service is temporarily unavailable.' },
};

/** The answer of an injected HTTP fault. */
export function sendFault(exchange: Exchange, fault: HttpFault): void {
  const { status } = fault;
  if (fault.variant === 'html' || status === 524) {
    // What a client meets when the edge in front of the API answers instead of the API.
    const page = `<!DOCTYPE html><html><head><title>${status}</title></head><body>error code: ${status}</body></html>`;
    exchange.response.writeHead(status, { 'content-type': 'text/html; charset=UTF-8' }).end(page);
    return;
  }
  if (status === 429) {
    const header = typeof fault.retryAfterSeconds === 'number';
    sendThrottled(exchange, fault.retryAfterSeconds ?? 5, {
      lowCredit: fault.variant === 'low-credit',
      header,
    });
    return;
  }
  if (status === 422) {
    sendInvalid(exchange, [
      { type: 'required', field: 'input', description: fault.message ?? 'prompt is required' },
    ]);
    return;
  }
  const text = TEXTS[status] ?? { detail: `Injected fault ${status}` };
  const headers =
    typeof fault.retryAfterSeconds === 'number' ? { 'retry-after': String(fault.retryAfterSeconds) } : {};
  sendProblem(
    exchange,
    { ...text, ...(fault.message === undefined ? {} : { detail: fault.message }), status },
    headers,
  );
}
