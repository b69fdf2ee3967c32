import type { HttpFault } from '../gate.ts';

/** An error as OpenRouter puts it on the wire: HTTP status, body, headers. */
export interface ChatError {
  readonly status: number;
  readonly body: {
    readonly error: {
      readonly code: number;
      readonly message: string;
      readonly metadata?: Readonly<Record<string, unknown>>;
    };
    /** A sibling of `error` in live answers, and personal data. */
    readonly user_id?: string;
  };
  readonly headers?: Readonly<Record<string, string>>;
}

export const USER_ID = 'user_2simulated0account';

export function chatError(
  status: number,
  message: string,
  metadata?: Readonly<Record<string, unknown>>,
): ChatError {
  return {
    status,
    body: { error: { message, code: status, ...(metadata === undefined ? {} : { metadata }) } },
  };
}

/** 402 of the reservation: what was asked for against what the balance affords. */
export function unaffordable(requestedTokens: number, affordableTokens: number): ChatError {
  return chatError(
    402,
    `This request requires more credits, or fewer max_tokens. You requested up to ${requestedTokens} tokens, but can only afford ${affordableTokens}. To increase, visit https://openrouter.ai/settings/keys/simulated and create a key with a higher limit`,
    { error_type: 'payment_required' },
  );
}

export function unsupportedParameters(): ChatError {
  return chatError(
    404,
    'No endpoints found that can handle the requested parameters. To learn more about provider routing, visit: https://openrouter.ai/docs/guides/routing/provider-selection',
    { failed_routing_step: 'Filter by Parameters' },
  );
}

const MESSAGES: Readonly<Record<number, readonly [string, string]>> = {
  400: ['Provider returned error', 'invalid_request'],
  401: ['Missing Authentication header', 'authentication'],
  402: ['Insufficient credits. Add more using https://openrouter.ai/settings/credits', 'payment_required'],
  404: ['No endpoints found for the requested model.', 'not_found'],
  408: ['Operation timed out. Please try again later.', 'timeout'],
  413: ['Request Entity Too Large', 'payload_too_large'],
  422: ['Unprocessable Entity', 'unprocessable'],
  500: ['Internal Server Error', 'server'],
  502: ['Provider returned error', 'provider_unavailable'],
  503: ['Service temporarily unavailable', 'provider_unavailable'],
  524: ['Request timed out. Please try again later.', 'timeout'],
  529: ['Provider returned error', 'provider_overloaded'],
};

function rateLimited(fault: HttpFault): ChatError {
  const seconds = fault.retryAfterSeconds ?? 1;
  const reset = String(Date.now() + seconds * 1000);
  const error = chatError(
    429,
    'Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day',
    {
      error_type: 'rate_limit_exceeded',
    },
  );
  return {
    ...error,
    headers: {
      'X-RateLimit-Limit': '50',
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': reset,
      ...(typeof fault.retryAfterSeconds === 'number'
        ? { 'retry-after': String(fault.retryAfterSeconds) }
        : {}),
    },
  };
}

/** The error of an injected HTTP fault for one model. */
export function faultToError(fault: HttpFault, slug: string): ChatError {
  const { status } = fault;
  if (status === 429 && fault.variant === 'upstream') {
    const raw = `${slug} is temporarily rate-limited upstream. Please retry shortly, or add your own key to accumulate your rate limits: https://openrouter.ai/settings/integrations`;
    const error = chatError(429, 'Provider returned error', {
      raw,
      provider_name: 'Moonshot AI',
      is_byok: false,
    });
    return { ...error, body: { ...error.body, user_id: USER_ID } };
  }
  if (status === 429) return rateLimited(fault);
  if (status === 402 && fault.variant === 'max-tokens') return unaffordable(65_536, 14_114);
  if (status === 404 && fault.variant === 'parameters') return unsupportedParameters();
  if (status === 403) {
    return chatError(403, fault.message ?? 'Input was flagged by moderation', {
      reasons: ['violence'],
      flagged_input: '…',
      provider_name: 'OpenAI',
      model_slug: slug,
    });
  }
  const [message, errorType] = MESSAGES[status] ?? [`Injected fault ${status}`, 'unmapped'];
  const error = chatError(status, fault.message ?? message, { error_type: errorType });
  const { retryAfterSeconds } = fault;
  return typeof retryAfterSeconds === 'number'
    ? { ...error, headers: { 'retry-after': String(retryAfterSeconds) } }
    : error;
}
