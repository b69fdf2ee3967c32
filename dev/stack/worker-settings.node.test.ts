import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { formatVariables } from './env-file.ts';
import { ROOT } from './paths.ts';
import { simulatedProviders } from './providers.ts';
import { workerVariables } from './worker-variables.ts';
import { withContainersOn } from './wrangler.ts';

const PORTS = { api: 1001, inspector: 1002, postgres: 1003, simulators: 1004, media: 1005 };
const SECRETS = { apiKey: 'omv_dev_x', mediaWebhook: 'whsec_eA==', ticket: 'ticket' };

const variables = (given: Record<string, string>, override: Record<string, string> = {}) =>
  workerVariables({ ports: PORTS, secrets: SECRETS, given, override, mediaInContainer: false });

test('without keys every provider is a simulator', () => {
  expect(simulatedProviders({})).toEqual(['Replicate', 'OpenAI', 'OpenRouter']);
  expect(variables({})).toMatchObject({
    REPLICATE_BASE_URL: 'http://127.0.0.1:1004/replicate/v1',
    OPENAI_BASE_URL: 'http://127.0.0.1:1004/openai/v1',
    OPENROUTER_BASE_URL: 'http://127.0.0.1:1004/openrouter/api/v1',
    DELIVERY_HOSTS: expect.stringContaining('127.0.0.1'),
    MEDIA_URL: 'http://127.0.0.1:1005',
  });
});

test('a key chooses the real service, which nothing local may then stand in for', () => {
  const given = { REPLICATE_API_TOKEN: 'r8_real', REPLICATE_WEBHOOK_SECRET: 'whsec_real' };
  expect(simulatedProviders(given)).toEqual(['OpenAI', 'OpenRouter']);
  const made = variables(given);
  expect(made).toMatchObject(given);
  expect(made).not.toHaveProperty('REPLICATE_BASE_URL');
  expect(made).not.toHaveProperty('DELIVERY_HOSTS');
});

test('a webhook secret of the real service is not used for the simulator', () => {
  expect(variables({ REPLICATE_WEBHOOK_SECRET: 'whsec_real' })).not.toHaveProperty(
    'REPLICATE_WEBHOOK_SECRET',
  );
});

test("the stack's own parts win over .dev.vars, and the caller over both", () => {
  const given = { DATABASE_URL: 'postgres://elsewhere/db', POLICY: '{"pollSeconds":9}' };
  expect(variables(given)).toMatchObject({
    DATABASE_URL: 'postgres://omvee:omvee@127.0.0.1:1003/omvee',
    POLICY: given.POLICY,
  });
  expect(variables(given, { POLICY: '{}' }).POLICY).toBe('{}');
});

test('nobody is limited on this machine, unless .dev.vars or the caller say so', () => {
  expect(variables({}).RATE_LIMITS).toBe('off');
  expect(variables({ RATE_LIMITS: 'on' }).RATE_LIMITS).toBe('on');
  expect(variables({}, { RATE_LIMITS: 'on' }).RATE_LIMITS).toBe('on');
});

test('who is told to wait waits as long as the limits of wrangler.toml count', async () => {
  const limits = await readFile(`${ROOT}/src/http/callers/limits.ts`, 'utf8');
  const [, told] = /LIMIT_PERIOD_SECONDS = (\d+)/.exec(limits) ?? [];
  const config = await readFile(`${ROOT}/wrangler.toml`, 'utf8');
  const periods = [...config.matchAll(/period = (\d+)/g)].map(([, seconds]) => seconds);
  expect(periods).toHaveLength(3);
  expect(new Set(periods)).toEqual(new Set([told]));
});

test('values keep quotes, dollars and equals signs; what the format cannot carry is refused', () => {
  expect(formatVariables({ A: '{"a":"$b="}' })).toBe(`A='{"a":"\\$b="}'\n`);
  expect(() => formatVariables({ A: "it's" })).toThrow('The variable A');
  expect(() => formatVariables({ A: 'two\nlines' })).toThrow('The variable A');
});

test('the derived configuration turns containers on and names files from the root', async () => {
  const derived = withContainersOn(await readFile(`${ROOT}/wrangler.toml`, 'utf8'), ROOT);
  expect(derived).toContain('enable_containers = true');
  for (const path of ['src/index.ts', 'container/Dockerfile', 'node_modules/swagger-ui-dist']) {
    expect(derived).toContain(`"${ROOT}/${path}"`);
  }
  expect(derived).toContain(`image_build_context = "${ROOT}"`);
});
