import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { REQUIRED_VARIABLES } from '#adapters/environment.ts';
import { identitySettings } from '#adapters/identity/index.ts';
import { log } from '#adapters/log.ts';
import { ping } from '#adapters/postgres/index.ts';
import type { Services } from '#adapters/services.ts';
import type { Env } from '#project/environment.ts';
import type { AppEnv } from '../environment.ts';
import { askDatabase } from '../waiting.ts';
import { health as healthRoute, type Readiness, ready as readyRoute } from './health.routes.ts';

type Check = Readiness['checks'][number];

/** A dependency that takes longer than this counts as down. In milliseconds. */
const PATIENCE = 5000;

export function health(app: OpenAPIHono<AppEnv>): void {
  app.openapi(healthRoute, (c) => c.json({ status: 'ok' as const }, 200));
  app.openapi(readyRoute, async (c) => {
    const checks = await readiness(c);
    const ready = checks.every((check) => check.state === 'ok');
    if (ready) return c.json({ status: 'ready' as const, checks }, 200);
    return c.json({ status: 'degraded' as const, checks }, 503);
  });
}

async function readiness(c: Context<AppEnv>): Promise<Check[]> {
  const { env } = c;
  const services = c.get('services');
  const settings = Object.entries(REQUIRED_VARIABLES).map(([name, variables]) => {
    const absent = variables.filter((variable) => !env[variable]);
    if (absent.length === 0) return { name, state: 'ok' as const, detail: null, latencyMilliseconds: null };
    const detail = `Set ${absent.join(', ')} in .dev.vars or with "wrangler secret put"; "npm run dev" sets it for you.`;
    return { name, state: 'missing' as const, detail, latencyMilliseconds: null };
  });
  const configured = (name: string) => settings.some((check) => check.name === name && check.state === 'ok');
  const live = await Promise.all([
    configured('database') ? probe('database', () => askDatabase(c, ping)) : null,
    probe('bucket', () => env.MEDIA_BUCKET.head('health')),
    env.MEDIA_URL || env.MEDIA_CONTAINER ? probe('media', () => services.media('health').health()) : null,
    identityCheck(env, services),
  ]);
  const asked = live.filter((check) => check !== null);
  return [...settings.filter((check) => !asked.some(({ name }) => name === check.name)), ...asked];
}

/** The identity provider, where the deployment has one: it must publish its keys. */
async function identityCheck(env: Env, services: Services): Promise<Check | null> {
  const settings = identitySettings(env);
  if (settings === null) return null;
  if (typeof settings === 'string')
    return { name: 'identity', state: 'missing', detail: settings, latencyMilliseconds: null };
  return probe('identity', async () => {
    const response = await services.fetch(settings.jwksUrl, { signal: AbortSignal.timeout(PATIENCE) });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`It answers ${response.status}.`);
  });
}

/**
 * Asks a dependency. Anybody may read the answer, so that what went wrong is said in our words; the error itself,
 * which may quote addresses and users, is in the log.
 */
async function probe(name: string, ask: () => Promise<unknown>): Promise<Check> {
  const started = performance.now();
  const milliseconds = () => Math.round(performance.now() - started);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), PATIENCE);
  });
  try {
    const answer = await Promise.race([ask(), late]);
    if (answer !== 'late') return { name, state: 'ok', detail: null, latencyMilliseconds: milliseconds() };
    const detail = `No answer within ${PATIENCE / 1000} s.`;
    return { name, state: 'down', detail, latencyMilliseconds: milliseconds() };
  } catch (error) {
    log('health.check-failed', { check: name, error });
    const detail = 'It does not answer, or answers with an error; the log says more (health.check-failed).';
    return { name, state: 'down', detail, latencyMilliseconds: milliseconds() };
  } finally {
    clearTimeout(timer);
  }
}
