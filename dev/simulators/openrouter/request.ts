import { z } from 'zod';

const contentSchema = z.union([
  z.string(),
  z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
  z.null(),
]);

const providerSchema = z.strictObject({
  order: z.array(z.string()).optional(),
  allow_fallbacks: z.boolean().optional(),
  require_parameters: z.boolean().optional(),
  data_collection: z.enum(['allow', 'deny']).optional(),
  zdr: z.boolean().optional(),
  enforce_distillable_text: z.boolean().optional(),
  only: z.array(z.string()).optional(),
  ignore: z.array(z.string()).optional(),
  quantizations: z.array(z.string()).optional(),
  sort: z.union([z.enum(['price', 'throughput', 'latency']), z.looseObject({})]).optional(),
  preferred_min_throughput: z.unknown().optional(),
  preferred_max_latency: z.unknown().optional(),
  max_price: z.looseObject({}).optional(),
});

const responseFormatSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name: z.string().min(1).max(64),
      strict: z.boolean().nullable().optional(),
      description: z.string().optional(),
      schema: z.record(z.string(), z.unknown()),
    }),
  }),
  z.looseObject({ type: z.literal('grammar') }),
  z.looseObject({ type: z.literal('python') }),
]);

/** `POST /chat/completions`, the parts that change the answer; other parameters pass and are remembered by name. */
export const chatRequestSchema = z.looseObject({
  model: z.string().optional(),
  models: z.array(z.string()).optional(),
  messages: z.array(z.looseObject({ role: z.string(), content: contentSchema.optional() })).min(1),
  provider: providerSchema.nullable().optional(),
  response_format: responseFormatSchema.nullable().optional(),
  reasoning: z
    .looseObject({
      effort: z.enum(['xhigh', 'high', 'medium', 'low', 'minimal', 'none']).nullable().optional(),
      max_tokens: z.number().int().nullable().optional(),
      enabled: z.boolean().optional(),
      exclude: z.boolean().optional(),
    })
    .nullable()
    .optional(),
  max_tokens: z.number().int().min(1).nullable().optional(),
  max_completion_tokens: z.number().int().min(1).nullable().optional(),
  temperature: z.number().min(0).max(2).nullable().optional(),
  seed: z.number().int().nullable().optional(),
  stream: z.boolean().optional(),
});

export type ChatRequest = z.infer<typeof chatRequestSchema>;

/** Names that are routing or bookkeeping, not parameters which an endpoint must support. */
const NOT_PARAMETERS = new Set([
  'model',
  'models',
  'messages',
  'provider',
  'stream',
  'stream_options',
  'usage',
  'user',
  'session_id',
  'metadata',
  'plugins',
  'route',
  'transforms',
  'service_tier',
  'trace',
  'prompt',
  'debug',
  'models_fallback',
]);

/** The parameters that `require_parameters` looks for. */
export function requiredParameters(request: ChatRequest): readonly string[] {
  const given = Object.entries(request).filter(
    ([name, value]) => value !== undefined && value !== null && !NOT_PARAMETERS.has(name),
  );
  const names = given.map(([name]) => (name === 'max_completion_tokens' ? 'max_tokens' : name));
  return request.response_format?.type === 'json_schema' ? [...names, 'structured_outputs'] : names;
}

/** The text of one message, parts joined. */
export function messageText(message: ChatRequest['messages'][number] | undefined): string {
  const content = message?.content;
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => part.text ?? '').join('\n');
}

/** A zod error as OpenRouter words it: `provider: Unrecognized key: "x"`. */
export function describeProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'Invalid request';
  const path = issue.path.join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
