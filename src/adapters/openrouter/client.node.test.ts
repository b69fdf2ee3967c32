import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createOpenRouterClient } from './client.ts';

const KEY = 'sk-or-v1-0123456789abcdef';
const PRO = 'deepseek/deepseek-v4-pro';
const ANSWER = {
  id: 'gen-1779358422-LrEwL8SmYSWNlAzrHKq2',
  object: 'chat.completion',
  created: 1779358422,
  model: 'deepseek/deepseek-v4-pro-20260423',
  provider: 'SiliconFlow',
  choices: [
    {
      index: 0,
      logprobs: null,
      finish_reason: 'stop',
      native_finish_reason: 'stop',
      message: { role: 'assistant', content: '{"scenes":[]}', refusal: null, reasoning: null },
    },
  ],
  usage: { prompt_tokens: 9, completion_tokens: 10, total_tokens: 19, cost: 0.00000735, is_byok: false },
};
const request = {
  schemaName: 'storyboard',
  schema: { type: 'object', properties: {}, required: [], additionalProperties: false },
  messages: [{ role: 'user' as const, content: 'Ein Lied über das Meer' }],
  maxTokens: 4000,
};

type Settings = Partial<Parameters<typeof createOpenRouterClient>[0]>;

/** A server that answers as told and keeps what it heard, with a client of it. */
async function openRouter(answer: (response: ServerResponse) => void, settings: Settings = {}) {
  const heard: {
    url: string | undefined;
    headers: Record<string, unknown>;
    body: Record<string, unknown>;
  }[] = [];
  const server = createServer(async (incoming, response) => {
    const { url, headers } = incoming;
    heard.push({ url, headers, body: JSON.parse(await text(incoming)) });
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/api/v1`;
  const client = createOpenRouterClient({
    baseUrl,
    apiKey: KEY,
    model: PRO,
    fallbackModels: [],
    appTitle: 'OMVEE',
    fetch,
    ...settings,
  });
  return { heard, client };
}

function json(status: number, body: unknown, headers: Record<string, string> = {}) {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

function choice(change: Record<string, unknown>) {
  return { ...ANSWER, choices: [{ ...ANSWER.choices[0], ...change }] };
}

describe('asking', () => {
  test('sends one strict request, with thinking off and nothing that is not needed', async () => {
    const { client, heard } = await openRouter(json(200, ANSWER));
    await client.complete(request);
    expect(heard).toHaveLength(1);
    expect(heard[0]?.url).toBe('/api/v1/chat/completions');
    expect(heard[0]?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      'x-openrouter-title': 'OMVEE',
    });
    expect(heard[0]?.headers).not.toHaveProperty('http-referer');
    expect(heard[0]?.body).toEqual({
      model: PRO,
      messages: request.messages,
      max_tokens: 4000,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'storyboard', strict: true, schema: request.schema },
      },
      provider: { require_parameters: true },
      reasoning: { enabled: false },
      stream: false,
    });
  });

  test('names the models to fall back to, each once, and where the application lives', async () => {
    const flash = 'deepseek/deepseek-v4.1-flash';
    const { client, heard } = await openRouter(json(200, ANSWER), {
      fallbackModels: [flash, PRO],
      appUrl: 'https://omvee.example',
      reasoning: null,
    });
    await client.complete(request);
    expect(heard[0]?.body).toMatchObject({ model: PRO, models: [PRO, flash] });
    expect(heard[0]?.body).not.toHaveProperty('reasoning');
    expect(heard[0]?.headers).toMatchObject({ 'http-referer': 'https://omvee.example' });
  });

  test('refuses more models than OpenRouter takes, unsent', async () => {
    const { client, heard } = await openRouter(json(200, ANSWER), { fallbackModels: ['a/b', 'c/d', 'e/f'] });
    await expect(client.complete(request)).rejects.toMatchObject({
      verdict: 'terminal',
      code: 'openrouter-too-many-models',
    });
    expect(heard).toHaveLength(0);
  });
});

describe('an answer', () => {
  test('tells what ran and what it cost', async () => {
    const { client } = await openRouter(json(200, ANSWER));
    expect(await client.complete(request)).toEqual({
      content: '{"scenes":[]}',
      model: 'deepseek/deepseek-v4-pro-20260423',
      costUsd: 0.00000735,
      finishReason: 'stop',
      generationId: 'gen-1779358422-LrEwL8SmYSWNlAzrHKq2',
    });
  });

  test('without cost and id is still one; blanks sent to keep the line open do no harm', async () => {
    const { client } = await openRouter((response) => {
      const { id: _id, usage: _usage, ...rest } = choice({ finish_reason: 'length' });
      response.writeHead(200, { 'x-generation-id': 'gen-1' }).end(`\n\n   \n${JSON.stringify(rest)}`);
    });
    expect(await client.complete(request)).toMatchObject({
      costUsd: null,
      generationId: 'gen-1',
      finishReason: 'length',
    });
  });

  test.each([
    ['empty', { finish_reason: 'length', message: { role: 'assistant', content: '' } }],
    ['null', { finish_reason: 'stop', message: { role: 'assistant', content: null } }],
    ['blank', { finish_reason: 'stop', message: { role: 'assistant', content: ' \n' } }],
    ['missing', { finish_reason: 'content_filter', message: null }],
  ])('that is %s is unusable, and was billed', async (_name, change) => {
    const { client } = await openRouter(json(200, choice(change)));
    await expect(client.complete(request)).rejects.toMatchObject({
      verdict: 'terminal',
      code: 'openrouter-empty-answer',
      cause: { costUsd: 0.00000735, generationId: ANSWER.id },
    });
  });

  test.each([
    ['a whole error', { error: { code: 502, message: 'Provider returned error' }, user_id: 'user_2abcDEF' }],
    ['an error beside choices', { ...ANSWER, error: { code: 'server_error', message: 'boom' } }],
    [
      'an error inside the choice',
      choice({
        finish_reason: 'error',
        error: { code: 502, message: 'boom', metadata: { error_type: 'server' } },
      }),
    ],
    ['an error with no more than a finish reason', choice({ finish_reason: 'error' })],
  ])('with status 200 that is %s is a failure', async (_name, body) => {
    const { client } = await openRouter(json(200, body));
    await expect(client.complete(request)).rejects.toMatchObject({
      verdict: 'retry',
      code: 'openrouter-unavailable',
    });
  });

  test('that was refused names no person and no key', async () => {
    const message = `This request requires more credits, or fewer max_tokens. To increase, visit https://openrouter.ai/settings/keys/0a1b2c and create a key (${KEY})`;
    const { client } = await openRouter(
      json(402, { error: { code: 402, message }, user_id: 'user_2abcDEF' }),
    );
    const error: unknown = await client.complete(request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ verdict: 'terminal', code: 'openrouter-insufficient-credit' });
    const shown = String(error) + JSON.stringify(error);
    expect(shown).toContain('fewer max_tokens');
    for (const secret of [KEY, 'user_2abcDEF', '0a1b2c']) expect(shown).not.toContain(secret);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['is no JSON', (response) => void response.writeHead(200).end('<html>')],
    ['is something else', json(200, { hello: 'world' })],
    ['has no choice', json(200, { ...ANSWER, choices: [] })],
    ['never comes', () => undefined],
    [
      'breaks off',
      (response) => {
        response.writeHead(200, { 'content-length': 500 }).write('{"id":', () => response.destroy());
      },
    ],
    ['is a reset', (response) => response.socket?.resetAndDestroy()],
  ])('that %s is unconfirmed, and asked for once', async (_name, answer) => {
    const { client, heard } = await openRouter(answer, { timeoutMs: 300 });
    await expect(client.complete(request)).rejects.toMatchObject({ verdict: 'unconfirmed' });
    expect(heard).toHaveLength(1);
  });

  test('of a busy service asks to wait', async () => {
    const body = { error: { code: 503, message: 'Service temporarily unavailable' } };
    const { client } = await openRouter(json(503, body, { 'retry-after': '9' }));
    await expect(client.complete(request)).rejects.toMatchObject({ verdict: 'retry', retryAfterSeconds: 9 });
  });
});
