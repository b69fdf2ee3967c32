/**
 * What the adapters need of the Worker's environment. Secrets come from `.dev.vars` or `wrangler secret`, the rest
 * from `wrangler.toml`. What is missing is said by `/health/ready` and by the first call that needs it.
 */
export interface AdapterEnv {
  readonly MEDIA_BUCKET: R2Bucket;
  /** FFmpeg containers; unused where `MEDIA_URL` names a service that runs beside the Worker. */
  readonly MEDIA_CONTAINER?: DurableObjectNamespace;
  /** How many containers jobs are spread over: `max_instances` of `wrangler.toml`. */
  readonly MEDIA_INSTANCES?: string;
  readonly MEDIA_URL?: string;
  readonly MEDIA_TOKEN?: string;
  /** `whsec_…`; signs what the media service reports. */
  readonly MEDIA_WEBHOOK_SECRET?: string;

  /** Origins of front ends that may call the API from a browser, comma-separated. */
  readonly CORS_ORIGINS?: string;
  /** Where this API is reached from outside, without a final slash. */
  readonly PUBLIC_URL?: string;
  /** Path-style S3 endpoint of the bucket: `https://<account>.r2.cloudflarestorage.com/<bucket>`. */
  readonly S3_ENDPOINT?: string;
  readonly S3_ACCESS_KEY_ID?: string;
  readonly S3_SECRET_ACCESS_KEY?: string;

  readonly DATABASE_URL?: string;
  /** Local stack only: where Neon's HTTP protocol is spoken. */
  readonly NEON_FETCH_ENDPOINT?: string;

  readonly REPLICATE_API_TOKEN?: string;
  readonly REPLICATE_BASE_URL?: string;
  /** `whsec_…`; asked of Replicate itself where it is not set. */
  readonly REPLICATE_WEBHOOK_SECRET?: string;
  /** Hosts that outputs may be fetched from, comma-separated; `.example.com` covers subdomains. */
  readonly DELIVERY_HOSTS?: string;

  readonly OPENAI_API_KEY?: string;
  readonly OPENAI_BASE_URL?: string;
  readonly OPENAI_SPEECH_MODEL?: string;

  readonly OPENROUTER_API_KEY?: string;
  readonly OPENROUTER_BASE_URL?: string;
  readonly OPENROUTER_MODEL?: string;
  /** Comma-separated, tried in order. */
  readonly OPENROUTER_FALLBACK_MODELS?: string;

  /** Longest that a provider may take to answer one call, in seconds; each adapter has its own default. */
  readonly PROVIDER_TIMEOUT_SECONDS?: string;

  /** Signs socket tickets and cursors. */
  readonly TICKET_SECRET?: string;

  /** Where the identity provider publishes its keys (a JWK set); without it only API keys are taken. */
  readonly AUTH_JWKS_URL?: string;
  /** `iss` of its tokens, to the letter. */
  readonly AUTH_ISSUER?: string;
  /** `aud` of tokens that are meant for this API; several with commas between. */
  readonly AUTH_AUDIENCE?: string;
  /** Signatures that are taken, comma-separated; `RS256,ES256,EdDSA` where it is not set. */
  readonly AUTH_ALGORITHMS?: string;

  /** Requests of one caller. The limits are in `wrangler.toml`; a binding that is not there does not limit. */
  readonly REQUESTS_LIMIT?: RateLimit;
  /** Requests of one caller that can cost money. */
  readonly SPENDING_LIMIT?: RateLimit;
  /** Failed attempts to be somebody, of one network. */
  readonly STRANGERS_LIMIT?: RateLimit;
  /** `off` lets everybody ask as often as he likes: the local stack, benches. */
  readonly RATE_LIMITS?: string;

  /** `on` writes a log line also for reads that went well: the local stack. */
  readonly LOG_READS?: string;
  /** How long requests took, one data point each. */
  readonly ANALYTICS?: AnalyticsEngineDataset;
}

/** The names of the variables without which the pipeline cannot do its work, by what they are for. */
export const REQUIRED_VARIABLES = {
  database: ['DATABASE_URL'],
  storage: ['S3_ENDPOINT', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  replicate: ['REPLICATE_API_TOKEN'],
  openai: ['OPENAI_API_KEY'],
  openrouter: ['OPENROUTER_API_KEY'],
  tickets: ['TICKET_SECRET'],
} as const satisfies Record<string, readonly (keyof AdapterEnv)[]>;
