import { expect, test } from 'vitest';
import { z } from 'zod';
import type { FaultRuleInput } from '../faults.ts';
import { startBench } from '../testing.ts';

const MODEL = 'deepseek/deepseek-v4-flash';
const hello = {
  model: MODEL,
  max_tokens: 2000,
  reasoning: { enabled: false },
  messages: [{ role: 'user', content: 'Hello' }],
};

const usageSchema = z.strictObject({
  prompt_tokens: z.number().int(),
  completion_tokens: z.number().int(),
  total_tokens: z.number().int(),
  cost: z.number().positive(),
  is_byok: z.literal(false),
  prompt_tokens_details: z.record(z.string(), z.number()),
  cost_details: z.record(z.string(), z.number()),
  completion_tokens_details: z.looseObject({ reasoning_tokens: z.number() }),
});
const completionSchema = z.strictObject({
  id: z.string().regex(/^gen-\d{10}-[0-9A-Za-z]{20}$/),
  object: z.literal('chat.completion'),
  created: z.number().int(),
  model: z.string(),
  provider: z.string(),
  system_fingerprint: z.null(),
  choices: z.tuple([
    z.strictObject({
      index: z.literal(0),
      logprobs: z.null(),
      finish_reason: z.string(),
      native_finish_reason: z.string(),
      message: z.strictObject({
        role: z.literal('assistant'),
        content: z.string(),
        refusal: z.null(),
        reasoning: z.string().nullable(),
      }),
    }),
  ]),
  usage: usageSchema,
});
const errorSchema = z.strictObject({
  error: z.strictObject({
    code: z.number(),
    message: z.string(),
    metadata: z.record(z.string(), z.unknown()).optional(),
  }),
  user_id: z.string().optional(),
});

test('an answer has the live shape, a dated model and a generation id', async () => {
  const bench = await startBench();
  const response = await bench.chat(hello);
  const body = completionSchema.parse(await response.json());
  expect([response.status, response.headers.get('x-generation-id')]).toEqual([200, body.id]);
  expect(body.model).toBe('deepseek/deepseek-v4-flash-20260423');
  expect(body.usage.total_tokens).toBe(body.usage.prompt_tokens + body.usage.completion_tokens);
});

test('thinking uses up a small max_tokens and leaves nothing to say', async () => {
  const bench = await startBench();
  const body = completionSchema.parse(
    await (await bench.chat({ ...hello, reasoning: undefined, max_tokens: 40 })).json(),
  );
  expect(body.choices[0]).toMatchObject({
    finish_reason: 'length',
    message: { content: '', reasoning: expect.stringMatching(/\w/) },
  });
});

test.each<[string, object, number, RegExp]>([
  ['an unknown model', { model: 'nobody/nothing' }, 400, /^nobody\/nothing is not a valid model ID$/],
  [
    'an effort that it does not know',
    { reasoning: { effort: 'max' } },
    400,
    /^reasoning\.effort: Invalid option: expected one of "xhigh"\|"high"/,
  ],
  ['an unknown provider key', { provider: { shoe_size: 46 } }, 400, /^provider: Unrecognized key/],
  [
    'a parameter that no endpoint supports',
    {
      model: 'deepseek/deepseek-chat',
      provider: { require_parameters: true },
      response_format: { type: 'json_object' },
    },
    404,
    /^No endpoints found that can handle the requested parameters\./,
  ],
])('refuses %s', async (_name, change, status, message) => {
  const bench = await startBench();
  const response = await bench.chat({ ...hello, ...change });
  const { error } = errorSchema.parse(await response.json());
  expect([response.status, error.code, error.message]).toEqual([
    status,
    status,
    expect.stringMatching(message),
  ]);
  expect(await bench.control('GET', 'stats')).toMatchObject({ paid: { count: 0 } });
});

test('a low balance wants max_tokens', async () => {
  const bench = await startBench();
  await bench.control('POST', 'limits', { openrouterBalanceUsd: 0.005 });
  const response = await bench.chat({ ...hello, max_tokens: undefined });
  const { error } = errorSchema.parse(await response.json());
  expect([response.status, error.message]).toEqual([
    402,
    expect.stringMatching(/You requested up to 65536 tokens, but can only afford 12500\./),
  ]);
  expect((await bench.chat(hello)).status).toBe(200);
});

test('models are tried in turn, and the answer tells which one ran', async () => {
  const bench = await startBench();
  await bench.fault({ service: 'openrouter', match: { model: MODEL }, fault: 503 });
  const response = await bench.chat({ ...hello, models: ['nobody/nothing', 'openai/gpt-4o-mini'] });
  expect(await response.json()).toMatchObject({ model: 'openai/gpt-4o-mini', provider: 'Azure' });
});

test.each<[FaultRuleInput['fault'], number, object]>([
  [401, 401, { error: { code: 401, message: 'Missing Authentication header' } }],
  [
    402,
    402,
    { error: { message: 'Insufficient credits. Add more using https://openrouter.ai/settings/credits' } },
  ],
  [408, 408, { error: { message: 'Operation timed out. Please try again later.' } }],
  [
    { type: 'http', status: 429, variant: 'upstream' },
    429,
    {
      error: {
        message: 'Provider returned error',
        metadata: { raw: expect.stringContaining('temporarily rate-limited upstream'), is_byok: false },
      },
      user_id: expect.stringMatching(/^user_/),
    },
  ],
  [429, 429, { error: { message: expect.stringContaining('Rate limit exceeded') } }],
  [524, 524, { error: { code: 524 } }],
  [529, 529, { error: { message: 'Provider returned error' } }],
  ['error-body-200', 200, { error: { code: 502 } }],
])('fault %j', async (fault, status, expected) => {
  const bench = await startBench();
  await bench.fault({ service: 'openrouter', fault });
  const response = await bench.chat(hello);
  expect([response.status, errorSchema.parse(await response.json())]).toEqual([
    status,
    expect.objectContaining({ error: expect.anything() }),
  ]);
  await bench.fault({ service: 'openrouter', fault });
  expect(await (await bench.chat(hello)).json()).toMatchObject(expected);
});

test('an error can hide in a choice of a 200', async () => {
  const bench = await startBench();
  await bench.fault({ service: 'openrouter', fault: 'error-in-choice' });
  expect(await (await bench.chat(hello)).json()).toMatchObject({
    choices: [{ finish_reason: 'error', error: { code: 502, message: 'Provider returned error' } }],
  });
});

const eventSchema = z.looseObject({
  error: z.unknown().optional(),
  usage: usageSchema.optional(),
  choices: z
    .array(
      z.looseObject({ delta: z.looseObject({ content: z.string() }), finish_reason: z.string().nullable() }),
    )
    .min(1),
});

test.each(['whole', 'broken'])('a %s stream', async (kind) => {
  const bench = await startBench();
  if (kind === 'broken') await bench.fault({ service: 'openrouter', fault: 'mid-stream-error' });
  const response = await bench.chat({ ...hello, stream: true });
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  expect(lines[0]).toBe(': OPENROUTER PROCESSING');
  const data = lines.filter((line) => line.startsWith('data: ')).map((line) => line.slice(6));
  const events = data.filter((line) => line !== '[DONE]').map((line) => eventSchema.parse(JSON.parse(line)));
  const text = events.map(({ choices }) => choices[0]?.delta.content ?? '').join('');
  if (kind === 'broken') {
    expect(events.at(-1)).toMatchObject({ error: { code: 502 }, choices: [{ finish_reason: 'error' }] });
    expect(data).not.toContain('[DONE]');
  } else {
    expect(text).toBe('Hello! This is a simulated answer.');
    expect(events.at(-1)?.usage).toBeDefined();
    expect(data.at(-1)).toBe('[DONE]');
  }
});
