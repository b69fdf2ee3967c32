import { z } from 'zod';
import { ProviderError } from '#adapters/provider-error.ts';
import { bearer } from '#adapters/wire/bearer.ts';
import { ConnectionError, endpointUrl, exchange, type Reply } from '#adapters/wire/exchange.ts';
import { Prediction, PredictionPage } from '#contracts/replicate.ts';
import { modelRoute } from './model-route.ts';
import { type ReplicateCall, replicateConnectionFailure, replicateFailure } from './verdict.ts';

/** Replicate's HTTP API, as much of it as we use. Each call throws only {@link ProviderError}. */
export type ReplicateClient = {
  /**
   * Starts a prediction, which may be billed. Never repeats itself: where the reply was lost it throws
   * `unconfirmed`, and the prediction is then found by its webhook URL through {@link listPredictions}.
   */
  createPrediction(input: {
    /** `owner/name` of an official model, or `owner/name:version`. */
    model: string;
    input: Record<string, unknown>;
    /** HTTPS; told of the start and of the end. Its query is kept. */
    webhookUrl: string | null;
    /** Replicate stops it by itself after that (5 s at least), even if we are gone. */
    cancelAfterSeconds: number;
  }): Promise<Prediction>;
  /** Null where Replicate does not know the id. */
  getPrediction(id: string): Promise<Prediction | null>;
  /** The prediction as it stands after the request; null where Replicate does not know the id. */
  cancelPrediction(id: string): Promise<Prediction | null>;
  /** Predictions since a moment, newest first, 100 a page; reads 10 pages at most unless told otherwise. */
  listPredictions(input: { createdAfter: Date; maxPages?: number }): Promise<Prediction[]>;
  /**
   * Puts a file where models can fetch it, for a day: for storage that the service cannot reach. Not billed.
   * At most 100 MiB. Source: Replicate HTTP API, `files.create`.
   */
  uploadFile(input: { content: Blob; fileName: string }): Promise<string>;
  /** The account's signing key, `whsec_…`. Cache it. */
  webhookSecret(): Promise<string>;
};

const StoredFile = z.object({ urls: z.object({ get: z.url() }) });
const WebhookSecret = z.object({ key: z.string().min(1) });
const MIN_CANCEL_AFTER_SECONDS = 5;

/**
 * Our own client, because the `replicate` package repeats paid POSTs after a reset and can put its token in the
 * input of a prediction. `baseUrl` ends in `/v1` (or is a gateway's). Default timeout 30 s.
 */
export function createReplicateClient(config: {
  baseUrl: string;
  token: string;
  fetch: typeof globalThis.fetch;
  timeoutMs?: number;
}): ReplicateClient {
  async function call<T>(input: {
    call: ReplicateCall;
    method: 'GET' | 'POST';
    path: string;
    schema: z.ZodType<T>;
    headers?: Record<string, string>;
    body?: unknown;
    form?: FormData;
  }): Promise<T> {
    const authorization = bearer('replicate', config.token);
    let reply: Reply;
    try {
      reply = await exchange({
        fetch: config.fetch,
        url: endpointUrl(config.baseUrl, input.path),
        method: input.method,
        headers: { ...input.headers, authorization },
        body: input.body,
        ...(input.form ? { form: input.form } : {}),
        timeoutMs: config.timeoutMs ?? 30_000,
      });
    } catch (error) {
      if (error instanceof ConnectionError) throw replicateConnectionFailure(input.call, error.kind);
      throw error;
    }
    if (reply.status >= 200 && reply.status < 300) {
      const parsed = input.schema.safeParse(reply.json);
      if (parsed.success) return parsed.data;
    }
    throw replicateFailure({ call: input.call, reply, token: config.token, nowMs: Date.now() });
  }

  /** One prediction by its id; null for 404 and for what cannot be an id. */
  async function byId(method: 'GET' | 'POST', id: string, suffix: string): Promise<Prediction | null> {
    if (!/^[A-Za-z0-9]{1,128}$/.test(id)) return null;
    try {
      return await call({ call: 'read', method, path: `/predictions/${id}${suffix}`, schema: Prediction });
    } catch (error) {
      if (error instanceof ProviderError && error.status === 404) return null;
      throw error;
    }
  }

  return {
    async createPrediction(input) {
      const { path, version } = modelRoute(input.model);
      const seconds = Math.max(MIN_CANCEL_AFTER_SECONDS, Math.ceil(input.cancelAfterSeconds));
      return call({
        call: 'create',
        method: 'POST',
        path,
        schema: Prediction,
        headers: { 'cancel-after': `${seconds}s` },
        body: {
          ...(version === null ? {} : { version }),
          input: input.input,
          ...(input.webhookUrl === null
            ? {}
            : { webhook: input.webhookUrl, webhook_events_filter: ['start', 'completed'] }),
        },
      });
    },
    getPrediction: (id) => byId('GET', id, ''),
    cancelPrediction: (id) => byId('POST', id, '/cancel'),
    async listPredictions(input) {
      const found: Prediction[] = [];
      let search = `?${new URLSearchParams({ created_after: input.createdAfter.toISOString() })}`;
      for (let page = 0; page < (input.maxPages ?? 10); page += 1) {
        const { results, next } = await call({
          call: 'read',
          method: 'GET',
          path: `/predictions${search}`,
          schema: PredictionPage,
        });
        const wanted = results.filter((one) => Date.parse(one.created_at) >= input.createdAfter.getTime());
        found.push(...wanted);
        const passedTheStart = wanted.length < results.length;
        // Only the cursor is taken from `next`: the token goes to the configured host and nowhere else.
        if (next === null || passedTheStart || !URL.canParse(next)) break;
        search = new URL(next).search;
      }
      return found;
    },
    async uploadFile({ content, fileName }) {
      const form = new FormData();
      form.append('content', content, fileName);
      const file = await call({ call: 'read', method: 'POST', path: '/files', schema: StoredFile, form });
      return file.urls.get;
    },
    async webhookSecret() {
      const path = '/webhooks/default/secret';
      const { key } = await call({ call: 'read', method: 'GET', path, schema: WebhookSecret });
      return key;
    },
  };
}
