import type { HttpFault } from '../gate.ts';
import { type Exchange, sendJson } from '../http.ts';

/** The body of every OpenAI error. */
export interface OpenAiError {
  readonly message: string;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
}

export function sendError(
  exchange: Exchange,
  status: number,
  error: OpenAiError,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendJson(exchange, status, { error }, headers);
}

/** 400 `invalid_request_error` about one field. */
export function sendInvalid(
  exchange: Exchange,
  message: string,
  param: string | null,
  code: string | null,
): void {
  sendError(exchange, 400, { message, type: 'invalid_request_error', param, code });
}

function masked(token: string): string {
  return token.length < 12 ? '***' : `${token.slice(0, 8)}***${token.slice(-4)}`;
}

/** 401: a JSON body that calls itself text/plain, and echoes the key in part (capture of 2026-09-24). */
export function sendUnauthorized(exchange: Exchange, token: string | undefined): void {
  const message =
    token === undefined
      ? "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY)."
      : `Incorrect API key provided: ${masked(token)}. You can find your API key at https://platform.openai.com/account/api-keys.`;
  const code = token === undefined ? null : 'invalid_api_key';
  sendError(
    exchange,
    401,
    { message, type: 'invalid_request_error', param: null, code },
    { 'content-type': 'text/plain; charset=utf-8' },
  );
}

export function sendTooLarge(exchange: Exchange, totalBytes: number): void {
  const message = `Maximum content size limit (26214400) exceeded (${totalBytes} bytes read)`;
  sendError(exchange, 413, { message, type: 'server_error', param: null, code: null });
}

const QUOTA: OpenAiError = {
  message:
    'You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.',
  type: 'insufficient_quota',
  param: null,
  code: 'insufficient_quota',
};

function faultError(status: number): OpenAiError {
  const server = (message: string): OpenAiError => ({
    message,
    type: 'server_error',
    param: null,
    code: null,
  });
  switch (status) {
    case 400:
      return {
        message: 'Audio file might be corrupted or unsupported',
        type: 'invalid_request_error',
        param: 'file',
        code: 'invalid_value',
      };
    case 404:
      return {
        message: 'The model `whisper-1` does not exist or you do not have access to it.',
        type: 'invalid_request_error',
        param: null,
        code: 'model_not_found',
      };
    case 408:
      return server('Request timed out.');
    case 500:
      return server('The server had an error while processing your request. Sorry about that!');
    case 502:
      return server('Bad gateway.');
    case 503:
      return server('The server is overloaded or not ready yet.');
    default:
      return server(`Injected fault ${status}`);
  }
}

/** The answer of an injected HTTP fault; `variant: quota` on 429 is the one that no retry cures. */
export function sendFault(exchange: Exchange, fault: HttpFault, model: string): void {
  const { status, message } = fault;
  if (status === 401) {
    sendUnauthorized(exchange, 'sk-proj-simulated-invalid-9900');
    return;
  }
  if (status === 413) {
    sendTooLarge(exchange, 26_214_850);
    return;
  }
  if (fault.variant === 'html' || status === 524 || status === 529) {
    exchange.response
      .writeHead(status, { 'content-type': 'text/html' })
      .end(`<html><body>error code: ${status}</body></html>`);
    return;
  }
  if (status === 429 && fault.variant === 'quota') {
    sendError(exchange, 429, QUOTA);
    return;
  }
  const seconds = fault.retryAfterSeconds;
  if (status !== 429) {
    const error = faultError(status);
    const headers = typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {};
    sendError(exchange, status, { ...error, message: message ?? error.message }, headers);
    return;
  }
  const wait = seconds ?? 1;
  const limited: OpenAiError = {
    message:
      message ??
      `Rate limit reached for ${model} in organization org-simulated on requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in ${wait}s. Visit https://platform.openai.com/account/rate-limits to learn more.`,
    type: 'requests',
    param: null,
    code: 'rate_limit_exceeded',
  };
  sendError(exchange, 429, limited, {
    'x-ratelimit-limit-requests': '3',
    'x-ratelimit-remaining-requests': '0',
    'x-ratelimit-reset-requests': `${wait}s`,
    'x-should-retry': 'true',
    // `null` leaves the headers out; absent means the usual answer, which carries them.
    ...(seconds === null
      ? {}
      : { 'retry-after': String(Math.ceil(wait)), 'retry-after-ms': String(Math.round(wait * 1000)) }),
  });
}
