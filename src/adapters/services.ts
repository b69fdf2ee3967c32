import type { AdapterEnv } from './environment.ts';
import { createKeySet, createTokenVerifier, identitySettings, type TokenVerifier } from './identity/index.ts';
import { createMediaClient, type MediaClient } from './media/client.ts';
import { instanceCount, instanceOf } from './media/instances.ts';
import { createTranscriber, type Transcriber } from './openai/transcriber.ts';
import { createOpenRouterClient, type OpenRouterClient } from './openrouter/client.ts';
import { connect, type Database } from './postgres/index.ts';
import { ProviderError } from './provider-error.ts';
import { createReplicateClient, type ReplicateClient } from './replicate/client.ts';
import { createMultipartStore, type MultipartStore } from './storage/multipart-store.ts';
import { createPresigner, type Presigner } from './storage/presigner.ts';

/** Called without a receiver, as the platform asks for. */
const platformFetch: typeof globalThis.fetch = (input, init) => globalThis.fetch(input, init);

/** Everything outside, each made when first asked for. One per isolate. */
export class Services {
  readonly env: AdapterEnv;
  #replicate: ReplicateClient | undefined;
  #chat: OpenRouterClient | undefined;
  #transcriber: Transcriber | undefined;
  #presigner: Presigner | undefined;
  #multipart: MultipartStore | undefined;
  #database: Database | undefined;
  #tokens: TokenVerifier | undefined;

  constructor(env: AdapterEnv) {
    this.env = env;
  }

  readonly fetch = platformFetch;

  get replicate(): ReplicateClient {
    this.#replicate ??= createReplicateClient({
      baseUrl: this.env.REPLICATE_BASE_URL ?? 'https://api.replicate.com/v1',
      token: this.#required('REPLICATE_API_TOKEN'),
      fetch: platformFetch,
      timeoutMs: this.#timeoutMs(30_000),
    });
    return this.#replicate;
  }

  get chat(): OpenRouterClient {
    this.#chat ??= createOpenRouterClient({
      baseUrl: this.env.OPENROUTER_BASE_URL ?? 'https://openrouter.ai/api/v1',
      apiKey: this.#required('OPENROUTER_API_KEY'),
      model: this.env.OPENROUTER_MODEL ?? 'deepseek/deepseek-v4-pro',
      fallbackModels: list(
        this.env.OPENROUTER_FALLBACK_MODELS ?? 'deepseek/deepseek-v4.1-flash,deepseek/deepseek-v3.2',
      ),
      appTitle: 'OMVEE',
      fetch: platformFetch,
      timeoutMs: this.#timeoutMs(150_000),
    });
    return this.#chat;
  }

  get transcriber(): Transcriber {
    this.#transcriber ??= createTranscriber({
      baseUrl: this.env.OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
      apiKey: this.#required('OPENAI_API_KEY'),
      model: this.speechModel,
      fetch: platformFetch,
      timeoutMs: this.#timeoutMs(300_000),
    });
    return this.#transcriber;
  }

  get speechModel(): string {
    return this.env.OPENAI_SPEECH_MODEL ?? 'whisper-1';
  }

  get presigner(): Presigner {
    this.#presigner ??= createPresigner(this.#storage());
    return this.#presigner;
  }

  get multipart(): MultipartStore {
    this.#multipart ??= createMultipartStore({ ...this.#storage(), fetch: platformFetch });
    return this.#multipart;
  }

  get database(): Database {
    const endpoint = this.env.NEON_FETCH_ENDPOINT;
    this.#database ??= connect({
      databaseUrl: this.#required('DATABASE_URL'),
      ...(endpoint ? { fetchEndpoint: endpoint } : {}),
    });
    return this.#database;
  }

  /** Checks the tokens of the deployment's identity provider; null where it has none. */
  get tokens(): TokenVerifier | null {
    if (this.#tokens) return this.#tokens;
    const settings = identitySettings(this.env);
    if (settings === null) return null;
    if (typeof settings === 'string') throw notConfigured(settings);
    const keys = createKeySet(settings.jwksUrl, { fetch: platformFetch, now: () => Date.now() });
    this.#tokens = createTokenVerifier(settings, keys);
    return this.#tokens;
  }

  /** The media service as seen by one job: with containers, a job always goes to the same instance. */
  media(jobId: string): MediaClient {
    const { MEDIA_URL, MEDIA_TOKEN, MEDIA_CONTAINER, MEDIA_INSTANCES } = this.env;
    const token = MEDIA_TOKEN ? { token: MEDIA_TOKEN } : {};
    if (MEDIA_URL)
      return createMediaClient({ baseUrl: MEDIA_URL, fetch: (request) => fetch(request), ...token });
    if (!MEDIA_CONTAINER) throw missing('MEDIA_URL');
    const instance = MEDIA_CONTAINER.getByName(instanceOf(jobId, instanceCount(MEDIA_INSTANCES)));
    return createMediaClient({
      baseUrl: 'http://media.internal',
      fetch: (request) => instance.fetch(request),
      ...token,
    });
  }

  #storage(): { endpoint: string; accessKeyId: string; secretAccessKey: string } {
    return {
      endpoint: this.#required('S3_ENDPOINT'),
      accessKeyId: this.#required('S3_ACCESS_KEY_ID'),
      secretAccessKey: this.#required('S3_SECRET_ACCESS_KEY'),
    };
  }

  #timeoutMs(usual: number): number {
    return Number(this.env.PROVIDER_TIMEOUT_SECONDS ?? Number.NaN) * 1000 || usual;
  }

  #required(name: keyof AdapterEnv): string {
    const value = this.env[name];
    if (typeof value !== 'string' || value === '') throw missing(name);
    return value;
  }
}

function missing(name: string): ProviderError {
  return notConfigured(`This deployment has no ${name}; see GET /health/ready.`);
}

function notConfigured(message: string): ProviderError {
  return new ProviderError({ verdict: 'terminal', code: 'not-configured', message });
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

const cache = new WeakMap<AdapterEnv, Services>();

/** The services of an environment; made once for it. */
export function servicesOf(env: AdapterEnv): Services {
  const existing = cache.get(env);
  if (existing) return existing;
  const services = new Services(env);
  cache.set(env, services);
  return services;
}
