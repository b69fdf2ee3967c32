import { z } from 'zod';
import { createRandom, hashOf, type Random } from './random.ts';
import { parseJsonColumn, type Store } from './store.ts';

const plain = <T extends string>(type: T) => z.strictObject({ type: z.literal(type) });

/** Every way a simulator can misbehave. README.md says what each one does on the wire. */
const faultObjectSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('http'),
    status: z.number().int().min(400).max(599),
    /** `null` leaves the header out; a number sends it (and fills the body's own field). */
    retryAfterSeconds: z.number().min(0).nullable().optional(),
    /** A special text of this status, e.g. `quota` for OpenAI, `upstream` for OpenRouter. */
    variant: z.enum(['quota', 'upstream', 'parameters', 'max-tokens', 'low-credit', 'html']).optional(),
    message: z.string().optional(),
  }),
  plain('reset-before'),
  plain('reset-after-accept'),
  plain('hang'),
  plain('hang-after-accept'),
  z.strictObject({ type: z.literal('slow'), delayMs: z.number().min(0).default(3000) }),
  z.strictObject({
    type: z.literal('prediction-failed'),
    error: z
      .string()
      .default('Prediction failed for an unknown reason. It might have run out of memory? (exit code -9)'),
  }),
  plain('prediction-canceled'),
  plain('prediction-aborted'),
  plain('prediction-hangs'),
  plain('webhook-early'),
  plain('webhook-dropped'),
  z.strictObject({
    type: z.literal('webhook-duplicated'),
    copies: z.number().int().min(1).default(1),
    gapMs: z.number().min(0).default(0),
  }),
  z.strictObject({ type: z.literal('webhook-delayed'), delayMs: z.number().min(0).default(2000) }),
  plain('webhook-wrong-signature'),
  z.strictObject({ type: z.literal('webhook-out-of-order'), gapMs: z.number().min(0).default(200) }),
  plain('file-truncated'),
  z.strictObject({ type: z.literal('file-slow'), durationMs: z.number().min(0).default(5000) }),
  plain('file-html'),
  plain('error-in-choice'),
  plain('error-body-200'),
  plain('invalid-json'),
  plain('fenced-json'),
  plain('empty-content'),
  z.strictObject({
    type: z.literal('schema-violation'),
    variant: z
      .enum(['negative-times', 'overlap', 'missing-field', 'wrong-type', 'too-few'])
      .default('negative-times'),
  }),
  plain('mid-stream-error'),
  plain('empty-transcript'),
  plain('malformed-json'),
]);

export type Fault = z.infer<typeof faultObjectSchema>;
export type FaultType = Fault['type'];

/** Shorthands: a number is an HTTP status, a string is a fault without options (`timeout` = `hang`). */
const faultSchema = z.preprocess((value) => {
  if (typeof value === 'number') return { type: 'http', status: value };
  if (value === 'timeout') return { type: 'hang' };
  return typeof value === 'string' ? { type: value } : value;
}, faultObjectSchema);

const SERVICES = ['replicate', 'openai', 'openrouter'] as const;
const KINDS = ['create', 'get', 'list', 'cancel', 'file', 'webhook', 'chat', 'transcription'] as const;
export type Service = (typeof SERVICES)[number];
export type CallKind = (typeof KINDS)[number];

/** One rule of `POST /control/faults` or `SIM_FAULTS`. */
export const faultRuleSchema = z.strictObject({
  id: z.string().min(1).optional(),
  service: z.enum(SERVICES),
  match: z
    .strictObject({
      model: z.string().optional(),
      promptIncludes: z.string().optional(),
      /** Part of the prediction's webhook URL, query included: finds one scene or take. */
      webhookIncludes: z.string().optional(),
      kind: z.enum(KINDS).optional(),
    })
    .default({}),
  fault: faultSchema,
  /** How often it fires; `null` = always. */
  times: z.number().int().min(1).nullable().default(1),
  probability: z.number().min(0).max(1).default(1),
});

export type FaultRule = z.infer<typeof faultRuleSchema>;
/** What a caller (test, chaos run) may write down. */
export type FaultRuleInput = z.input<typeof faultRuleSchema>;

/** What a rule is matched against. */
export interface FaultSubject {
  readonly service: Service;
  readonly kind: CallKind;
  readonly model?: string | undefined;
  readonly prompt?: string | undefined;
  readonly webhook?: string | undefined;
}

const storedRow = z.object({
  id: z.string(),
  remaining: z.number().nullable(),
  fired: z.number(),
  json: z.string(),
});

function kindOf(rule: FaultRule): CallKind {
  if (rule.match.kind !== undefined) return rule.match.kind;
  if (rule.service === 'openai') return 'transcription';
  if (rule.service === 'openrouter') return 'chat';
  if (rule.fault.type.startsWith('file-')) return 'file';
  // An early webhook is decided when the prediction is created, all others when one is due.
  return rule.fault.type.startsWith('webhook-') && rule.fault.type !== 'webhook-early' ? 'webhook' : 'create';
}

function matches(rule: FaultRule, subject: FaultSubject): boolean {
  const { model, promptIncludes, webhookIncludes } = rule.match;
  return (
    rule.service === subject.service &&
    kindOf(rule) === subject.kind &&
    (model === undefined || subject.model?.includes(model) === true) &&
    (promptIncludes === undefined ||
      subject.prompt?.toLowerCase().includes(promptIncludes.toLowerCase()) === true) &&
    (webhookIncludes === undefined || subject.webhook?.includes(webhookIncludes) === true)
  );
}

/** The fault rules: kept in the store, so that a rule used up before a SIGKILL stays used up after it. */
export class Faults {
  readonly #store: Store;
  readonly #random: Random;

  constructor(store: Store, seed: string, initial: readonly FaultRule[]) {
    this.#store = store;
    this.#random = createRandom(seed, 'faults');
    this.addInitial(initial);
  }

  /** Rules given at start get an id from their content: a restart finds them there and adds nothing. */
  addInitial(initial: readonly FaultRule[]): void {
    for (const [index, rule] of initial.entries()) {
      this.add({ ...rule, id: rule.id ?? `start-${index}-${hashOf(JSON.stringify(rule)).toString(36)}` });
    }
  }

  /** Adds a rule and returns its id; a rule whose id is known already is left as it is. */
  add(rule: FaultRule): string {
    const id = rule.id ?? crypto.randomUUID();
    this.#store.db
      .prepare('INSERT INTO faults (id, json, remaining) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING')
      .run(id, JSON.stringify({ ...rule, id }), rule.times);
    return id;
  }

  list(): readonly { rule: FaultRule; remaining: number | null; fired: number }[] {
    return this.#store.db
      .prepare('SELECT id, remaining, fired, json FROM faults ORDER BY seq')
      .all()
      .map((row) => {
        const { remaining, fired } = storedRow.parse(row);
        return { rule: faultRuleSchema.parse(parseJsonColumn(row)), remaining, fired };
      });
  }

  /** Removes one rule, or all of them. */
  remove(id?: string): void {
    if (id === undefined) this.#store.db.exec('DELETE FROM faults');
    else this.#store.db.prepare('DELETE FROM faults WHERE id = ?').run(id);
  }

  /** The first rule that applies, used up by one; `undefined` when the call shall go well. */
  take(subject: FaultSubject): Fault | undefined {
    for (const { rule, remaining } of this.list()) {
      if (remaining === 0 || !matches(rule, subject)) continue;
      if (rule.probability < 1 && !this.#random.chance(rule.probability)) continue;
      this.#store.db
        .prepare('UPDATE faults SET remaining = remaining - 1, fired = fired + 1 WHERE id = ?')
        .run(rule.id ?? '');
      return rule.fault;
    }
    return undefined;
  }
}
