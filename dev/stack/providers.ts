import type { Variables } from './env-file.ts';

/** The services that simulators can stand in for, and the key that chooses the real one instead. */
const PROVIDERS = [
  { name: 'Replicate', key: 'REPLICATE_API_TOKEN', base: 'REPLICATE_BASE_URL', path: '/replicate/v1' },
  { name: 'OpenAI', key: 'OPENAI_API_KEY', base: 'OPENAI_BASE_URL', path: '/openai/v1' },
  { name: 'OpenRouter', key: 'OPENROUTER_API_KEY', base: 'OPENROUTER_BASE_URL', path: '/openrouter/api/v1' },
] as const;

/** Keys that the simulators take; they check the form only. */
const LOCAL_KEYS = {
  REPLICATE_API_TOKEN: 'r8_local0000000000000000000000000000000000',
  OPENAI_API_KEY: 'sk-local-000000000000000000000000',
  OPENROUTER_API_KEY: 'sk-or-local-000000000000000000000',
} as const;

/** Names of the providers without a key. */
export function simulatedProviders(given: Variables): string[] {
  return PROVIDERS.filter(({ key }) => !given[key]).map(({ name }) => name);
}

/** What leads the Worker to the simulators, for each provider without a key. */
export function simulatorVariables(given: Variables, simulatorUrl: string): Variables {
  const simulated = PROVIDERS.filter(({ key }) => !given[key]);
  return Object.fromEntries(
    simulated.flatMap(({ key, base, path }) => [
      [key, LOCAL_KEYS[key]],
      [base, `${simulatorUrl}${path}`],
    ]),
  );
}
