import { z } from 'zod';
import { ProviderError } from '#adapters/provider-error.ts';
import { bearer } from '#adapters/wire/bearer.ts';
import { ConnectionError, endpointUrl, exchange, type Reply } from '#adapters/wire/exchange.ts';
import { redact } from '#adapters/wire/redact.ts';
import { retryAfterSeconds } from '#adapters/wire/retry-after.ts';
import { MediaHealth, type MediaJobRequest, MediaJobView } from '#contracts/media.ts';

/** The FFmpeg service. Its jobs are idempotent by their id, so whatever may pass by itself is `retry`. */
export type MediaClient = {
  /** The new job, or the existing one of this id. */
  submit(request: MediaJobRequest): Promise<MediaJobView>;
  /** Null where the service does not know the job: never submitted, or forgotten by a restart. */
  get(id: string): Promise<MediaJobView | null>;
  /** Also where there is no such job, or it ended. */
  cancel(id: string): Promise<void>;
  health(): Promise<MediaHealth>;
};

/** A refusal, in the words of problem+json; every field may be missing. */
const Refusal = z.object({
  title: z.string().nullish().catch(null),
  detail: z.string().nullish().catch(null),
});

/** Longer than a cold start: 8 s for an instance and 20 s for its port. */
const TIMEOUT_MS = 45_000;

/**
 * A client of the FFmpeg service, in a container or beside us: `fetch` carries the request there. Throws only
 * {@link ProviderError}: 4xx is terminal `media-rejected`; 429, 5xx and silence are retry.
 */
export function createMediaClient(config: {
  fetch: (request: Request) => Promise<Response>;
  baseUrl: string;
  token?: string;
}): MediaClient {
  const { fetch, baseUrl, token } = config;

  async function call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Reply> {
    const headers: Record<string, string> =
      token === undefined ? {} : { authorization: bearer('media', token) };
    try {
      return await exchange({
        fetch: (input, init) => fetch(new Request(input, init)),
        url: endpointUrl(baseUrl, path),
        method,
        headers,
        body,
        timeoutMs: TIMEOUT_MS,
      });
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      throw new ProviderError({
        verdict: 'retry',
        code: 'media-unreachable',
        message: 'The media service could not be reached.',
      });
    }
  }

  /** The parsed body of a 2xx answer; throws for every other one. */
  function read<T>(reply: Reply, schema: z.ZodType<T>): T {
    if (reply.status < 200 || reply.status >= 300) throw refusal(reply, token);
    const parsed = schema.safeParse(reply.json);
    if (parsed.success) return parsed.data;
    throw new ProviderError({
      verdict: 'retry',
      code: 'media-unreadable-answer',
      message: 'The answer of the media service was unreadable.',
      status: reply.status,
    });
  }

  return {
    submit: async (request) => read(await call('POST', '/jobs', request), MediaJobView),
    async get(id) {
      const reply = await call('GET', `/jobs/${encodeURIComponent(id)}`);
      return reply.status === 404 ? null : read(reply, MediaJobView);
    },
    async cancel(id) {
      const reply = await call('DELETE', `/jobs/${encodeURIComponent(id)}`);
      if (reply.status !== 404) read(reply, z.unknown());
    },
    health: async () => read(await call('GET', '/health'), MediaHealth),
  };
}

function refusal(reply: Reply, token: string | undefined): ProviderError {
  const { status } = reply;
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return new ProviderError({
      verdict: 'retry',
      code: 'media-unavailable',
      message: `The media service is not available at the moment (HTTP ${status}).`,
      status,
      retryAfterSeconds: retryAfterSeconds(reply.headers, Date.now()),
    });
  }
  const problem = Refusal.safeParse(reply.json).data;
  const said = redact(problem?.detail ?? problem?.title ?? '', token === undefined ? [] : [token]);
  return new ProviderError({
    verdict: 'terminal',
    code: 'media-rejected',
    message: `The media service refused the job (HTTP ${status})${said === '' ? '.' : `: ${said}`}`,
    status,
  });
}
