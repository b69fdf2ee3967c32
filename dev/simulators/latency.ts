import { z } from 'zod';
import { createRandom } from './random.ts';
import type { Store } from './store.ts';

const rangeSchema = z.strictObject({
  meanMs: z.number().min(0),
  jitterMs: z.number().min(0).default(0),
  /** Time spent in `starting` (predictions only); default 15 % of the whole, at most 400 ms. */
  startMs: z.number().min(0).optional(),
});

/** `POST /control/latency`: any subset; `models` overrides a kind for one model. */
export const latencyPatchSchema = z.strictObject({
  image: rangeSchema.optional(),
  video: rangeSchema.optional(),
  transcription: rangeSchema.optional(),
  chat: rangeSchema.optional(),
  models: z.record(z.string(), rangeSchema).optional(),
});

export type LatencyPatch = z.infer<typeof latencyPatchSchema>;
export type LatencyKind = 'image' | 'video' | 'transcription' | 'chat';
type Range = z.infer<typeof rangeSchema>;

const DEFAULTS: Record<LatencyKind, Range> = {
  image: { meanMs: 1500, jitterMs: 700 },
  video: { meanMs: 6000, jitterMs: 2000 },
  transcription: { meanMs: 1500, jitterMs: 0 },
  chat: { meanMs: 2000, jitterMs: 0 },
};

/** How long one call is made to take. */
export interface LatencySample {
  readonly totalMs: number;
  readonly startMs: number;
}

/** Draws latencies: uniform in mean ± jitter, the same for the same seed, call and repetition. */
export class Latencies {
  readonly #store: Store;
  readonly #seed: string;
  readonly #repetitions = new Map<string, number>();
  #patch: LatencyPatch;

  constructor(store: Store, seed: string, initial: LatencyPatch | undefined) {
    this.#store = store;
    this.#seed = seed;
    this.#patch = store.setting('latency', latencyPatchSchema) ?? initial ?? {};
  }

  /** What applies now, defaults included. */
  current(): Required<LatencyPatch> {
    return { ...DEFAULTS, models: {}, ...this.#patch };
  }

  update(patch: LatencyPatch): void {
    this.#patch = { ...this.#patch, ...patch, models: { ...this.#patch.models, ...patch.models } };
    this.#store.setSetting('latency', this.#patch);
  }

  reset(initial: LatencyPatch | undefined): void {
    this.#patch = initial ?? {};
    this.#repetitions.clear();
    this.#store.setSetting('latency', this.#patch);
  }

  /**
   * @param key what the call is about (a prompt, say): calls with unlike keys are drawn independently of
   *   the order in which they arrive, so a concurrent run can be repeated.
   */
  sample(kind: LatencyKind, model: string, key: string): LatencySample {
    const range = this.#patch.models?.[model] ?? this.#patch[kind] ?? DEFAULTS[kind];
    const name = `${kind}|${model}|${key}`;
    const repetition = this.#repetitions.get(name) ?? 0;
    this.#repetitions.set(name, repetition + 1);
    const random = createRandom(this.#seed, name, repetition);
    const totalMs = Math.max(
      0,
      Math.round(range.meanMs + random.between(-1, 1) * Math.min(range.jitterMs, range.meanMs)),
    );
    const startMs = range.startMs ?? Math.min(400, Math.round(totalMs * 0.15));
    return { totalMs: Math.max(totalMs, startMs), startMs };
  }
}
