import { z } from 'zod';
import type { Store } from './store.ts';

const limitsSchema = z.strictObject({
  /** Replicate: prediction creates per minute and token. Below 7 the low-credit text is answered. */
  createPerMinute: z.number().positive(),
  /** Replicate: how many creates may come at once; default: a minute's worth. */
  createBurst: z.number().positive().nullable(),
  otherPerMinute: z.number().positive(),
  /** Replicate: also send a `Retry-After` header on 429 (whether the real one does is not documented). */
  retryAfterHeader: z.boolean(),
  /** OpenRouter: what the account can still spend. */
  openrouterBalanceUsd: z.number(),
  /** OpenAI: `instrumental` answers every transcription with no words. */
  transcription: z.enum(['auto', 'instrumental']),
});

export const limitsPatchSchema = limitsSchema.partial();
export type LimitsPatch = z.infer<typeof limitsPatchSchema>;
export type LimitSettings = z.infer<typeof limitsSchema>;

const DEFAULTS: LimitSettings = {
  createPerMinute: 600,
  createBurst: null,
  otherPerMinute: 3000,
  retryAfterHeader: false,
  openrouterBalanceUsd: 1000,
  transcription: 'auto',
};

/** A token bucket: `capacity` calls at once, refilled evenly. */
interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/** Account-wide switches and Replicate's token buckets (per API token, in memory). */
export class Limits {
  readonly #store: Store;
  readonly #buckets = new Map<string, Bucket>();
  #settings: LimitSettings;

  constructor(store: Store) {
    this.#store = store;
    this.#settings = store.setting('limits', limitsSchema) ?? DEFAULTS;
  }

  current(): LimitSettings {
    return this.#settings;
  }

  update(patch: LimitsPatch): void {
    const defined = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    this.#settings = limitsSchema.parse({ ...this.#settings, ...defined });
    this.#buckets.clear();
    this.#store.setSetting('limits', this.#settings);
  }

  reset(): void {
    this.update(DEFAULTS);
  }

  /** Takes one call out of the token's bucket; otherwise the whole seconds until one fits. */
  take(kind: 'create' | 'other', token: string): number | undefined {
    const { createPerMinute, otherPerMinute, createBurst } = this.#settings;
    const perMinute = kind === 'create' ? createPerMinute : otherPerMinute;
    const capacity = kind === 'create' ? (createBurst ?? createPerMinute) : otherPerMinute;
    const now = Date.now();
    const name = `${kind}|${token}`;
    const bucket = this.#buckets.get(name) ?? { tokens: capacity, filledAtMs: now };
    const refilled = bucket.tokens + ((now - bucket.filledAtMs) / 60_000) * perMinute;
    bucket.tokens = Math.min(capacity, refilled);
    bucket.filledAtMs = now;
    this.#buckets.set(name, bucket);
    if (bucket.tokens < 1) return Math.max(1, Math.ceil(((1 - bucket.tokens) / perMinute) * 60));
    bucket.tokens -= 1;
    return undefined;
  }
}
