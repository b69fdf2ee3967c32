import type { OpenAPIHono } from '@hono/zod-openapi';
import { REQUIRED_VARIABLES } from '#adapters/environment.ts';
import { ping } from '#adapters/postgres/index.ts';
import type { Services } from '#adapters/services.ts';
import type { Env } from '#project/environment.ts';
import type { AppEnv } from '../environment.ts';
import { health as healthRoute, type Readiness, ready as readyRoute } from './health.routes.ts';

type Check = Readiness['checks'][number];

/** A dependency that takes longer than this counts as down. In milliseconds. */
const PATIENCE = 5000;

export function health(app: OpenAPIHono<AppEnv>): void {
  app.openapi(healthRoute, (c) => c.json({ status: 'ok' as const }, 200));
  app.openapi(readyRoute, async (c) => {
    const checks = await readiness(c.env, c.get('services'));
    const ready = checks.every((check) => check.state === 'ok');
    if (ready) return c.json({ status: 'ready' as const, checks }, 200);
    return c.json({ status: 'degraded' as const, checks }, 503);
  });
}

async function readiness(env: Env, services: Services): Promise<Check[]> {
  const settings = Object.entries(REQUIRED_VARIABLES).map(([name, variables]) => {
    const absent = variables.filter((variable) => !env[variable]);
    if (absent.length === 0) return { name, state: 'ok' as const, detail: null, latencyMilliseconds: null };
    const detail = `Set ${absent.join(', ')} in .dev.vars or with "wrangler secret put"; "npm run dev" sets it for you.`;
    return { name, state: 'missing' as const, detail, latencyMilliseconds: null };
  });
  const configured = (name: string) => settings.some((check) => check.name === name && check.state === 'ok');
  const live = await Promise.all([
    configured('database') ? timed('database', () => ping(services.database)) : null,
    timed('bucket', () => env.MEDIA_BUCKET.head('health')),
    env.MEDIA_URL || env.MEDIA_CONTAINER ? timed('media', () => services.media('health').health()) : null,
  ]);
  const asked = live.filter((check) => check !== null);
  return [...settings.filter((check) => !asked.some(({ name }) => name === check.name)), ...asked];
}

async function timed(name: string, ask: () => Promise<unknown>): Promise<Check> {
  const started = Date.now();
  try {
    await Promise.race([ask(), tooLong()]);
    return { name, state: 'ok', detail: null, latencyMilliseconds: Date.now() - started };
  } catch (error) {
    const detail =
      error instanceof Error ? error.message.replaceAll(/https?:\/\/\S+/g, '<url>') : 'It does not answer.';
    return { name, state: 'down', detail, latencyMilliseconds: Date.now() - started };
  }
}

async function tooLong(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, PATIENCE));
  throw new Error(`No answer within ${PATIENCE / 1000} s.`);
}
