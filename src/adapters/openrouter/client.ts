import { ProviderError } from '#adapters/provider-error.ts';
import { bearer } from '#adapters/wire/bearer.ts';
import { ConnectionError, endpointUrl, exchange, type Reply } from '#adapters/wire/exchange.ts';
import { openRouterConnectionFailure, openRouterFailure } from './verdict.ts';
import { Completion, ErrorBody, type OpenRouterError } from './wire.ts';

export type ChatMessage = { role: 'system' | 'user' | 'assistant'; content: string };

/** One question to a language model whose answer must be JSON of the given schema. */
export type ChatRequest = {
  /** At most 64 of `[A-Za-z0-9_-]`. */
  schemaName: string;
  /** JSON Schema in the strict subset: all properties required, no additional ones. */
  schema: Record<string, unknown>;
  messages: ChatMessage[];
  /** Always sent: without it the model's ceiling is reserved against the balance. */
  maxTokens: number;
};

export type ChatReply = {
  /** Never blank. Meant to be JSON, not checked here. */
  content: string;
  /** The dated name of the model that ran. */
  model: string;
  costUsd: number | null;
  /** `stop`, `length` (cut off), `content_filter` … */
  finishReason: string | null;
  generationId: string | null;
};

export type OpenRouterClient = { complete(request: ChatRequest): Promise<ChatReply> };

/** OpenRouter answers 400 to more. */
const MAX_MODELS = 3;

/**
 * A client of OpenRouter's chat completions, without streaming. `baseUrl` ends in `/api/v1` (or is a gateway's).
 * Default timeout 3 minutes. Throws only {@link ProviderError}; an answer with no content is a terminal
 * `openrouter-empty-answer`, which was billed: its `cause` is `{ costUsd, model, generationId }`.
 */
export function createOpenRouterClient(config: {
  baseUrl: string;
  apiKey: string;
  model: string;
  /** Tried in order by OpenRouter itself on any error of `model`; two at most. */
  fallbackModels: string[];
  appTitle: string;
  appUrl?: string;
  /** Thinking: off unless true, since it can eat all of `maxTokens`; null leaves the parameter out. */
  reasoning?: boolean | null;
  fetch: typeof globalThis.fetch;
  timeoutMs?: number;
}): OpenRouterClient {
  const models = [...new Set([config.model, ...config.fallbackModels])];

  return {
    async complete(request) {
      if (models.length > MAX_MODELS) {
        throw new ProviderError({
          verdict: 'terminal',
          code: 'openrouter-too-many-models',
          message: `OpenRouter takes ${MAX_MODELS} models at most: one and ${MAX_MODELS - 1} to fall back to.`,
        });
      }
      const reply = await send({
        authorization: bearer('openrouter', config.apiKey),
        'x-openrouter-title': config.appTitle,
        ...(config.appUrl === undefined ? {} : { 'http-referer': config.appUrl }),
      });
      return readReply(reply, config.apiKey);

      async function send(headers: Record<string, string>): Promise<Reply> {
        try {
          return await exchange({
            fetch: config.fetch,
            url: endpointUrl(config.baseUrl, '/chat/completions'),
            method: 'POST',
            headers,
            body: chatBody(request, models, config.reasoning ?? (config.reasoning === null ? null : false)),
            timeoutMs: config.timeoutMs ?? 180_000,
          });
        } catch (error) {
          if (error instanceof ConnectionError) throw openRouterConnectionFailure(error.kind);
          throw error;
        }
      }
    },
  };
}

/** No parameter beyond these: with `require_parameters` each must be supported by the endpoint, or it is a 404. */
function chatBody(
  request: ChatRequest,
  models: string[],
  reasoning: boolean | null,
): Record<string, unknown> {
  return {
    model: models[0],
    ...(models.length > 1 ? { models } : {}),
    messages: request.messages,
    max_tokens: request.maxTokens,
    response_format: {
      type: 'json_schema',
      json_schema: { name: request.schemaName, strict: true, schema: request.schema },
    },
    provider: { require_parameters: true },
    ...(reasoning === null ? {} : { reasoning: { enabled: reasoning } }),
    stream: false,
  };
}

function readReply(reply: Reply, apiKey: string): ChatReply {
  const failure = (error: OpenRouterError | null) =>
    openRouterFailure({
      httpStatus: reply.status,
      headers: reply.headers,
      error,
      apiKey,
      nowMs: Date.now(),
    });
  // A status of 200 proves nothing: the body is looked at for errors first.
  const body = ErrorBody.safeParse(reply.json);
  if (reply.status !== 200 || body.success) throw failure(body.data?.error ?? null);

  const completion = Completion.safeParse(reply.json);
  const choice = completion.data?.choices[0];
  if (completion.data === undefined || choice === undefined) {
    throw new ProviderError({
      verdict: 'unconfirmed',
      code: 'openrouter-unreadable-answer',
      message: 'The answer of OpenRouter was unreadable; it may have been billed.',
      status: reply.status,
    });
  }
  if (choice.error || choice.finish_reason === 'error') throw failure(choice.error ?? null);

  const { model, usage, id } = completion.data;
  const costUsd = usage?.cost ?? null;
  const generationId = id ?? reply.headers.get('x-generation-id');
  const content = choice.message?.content ?? '';
  if (content.trim() === '') {
    throw new ProviderError({
      verdict: 'terminal',
      code: 'openrouter-empty-answer',
      message: `The language model answered nothing (finish reason: ${choice.finish_reason ?? 'not stated'}).`,
      status: reply.status,
      cause: { costUsd, model, generationId },
    });
  }
  return { content, model, costUsd, finishReason: choice.finish_reason ?? null, generationId };
}
