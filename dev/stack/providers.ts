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

/**
 * `given`, and what leads the Worker to the simulators for each provider without a key. Files are fetched from this
 * machine only where a simulator offers them, and its webhooks are signed with its own secret, which the Worker asks
 * for.
 */
export function withSimulators(given: Variables, simulatorUrl: string): Variables {
  const simulated = PROVIDERS.filter(({ key }) => !given[key]);
  const variables: Record<string, string> = { ...given };
  for (const { key, base, path } of simulated) {
    variables[key] = LOCAL_KEYS[key];
    variables[base] = `${simulatorUrl}${path}`;
  }
  if (simulated.some(({ key }) => key === 'REPLICATE_API_TOKEN')) {
    variables.DELIVERY_HOSTS = '127.0.0.1,localhost,replicate.delivery,.replicate.delivery';
    delete variables.REPLICATE_WEBHOOK_SECRET;
  }
  return variables;
}
