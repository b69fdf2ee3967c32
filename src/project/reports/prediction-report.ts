import { log } from '#adapters/log.ts';
import type { Services } from '#adapters/services.ts';
import { verifyWebhook } from '#adapters/webhooks/verify.ts';
import { Prediction } from '#contracts/replicate.ts';
import { projectClient } from '../client.ts';
import type { Env } from '../environment.ts';
import { CallbackQuery, parseJson } from './callback.ts';

/** The account's signing key, asked of Replicate once per isolate where it is not configured. */
const secrets = new WeakMap<Services, Promise<string>>();

/**
 * One signed report of Replicate about one prediction: checked over the raw body, handed to the object in one RPC,
 * answered. A forged or stale one is 401; one that is no prediction is 400; a repeated, late or foreign one is
 * taken and changes nothing (P3).
 */
export async function receivePredictionReport(
  request: Request,
  env: Env,
  services: Services,
): Promise<Response> {
  const rawBody = await request.text();
  const verified = verifyWebhook({
    secret: await secretOf(env, services),
    headers: request.headers,
    rawBody,
  });
  if (!verified.ok) {
    log('webhook.replicate.refused', { reason: verified.reason });
    return new Response(null, { status: 401 });
  }
  const query = CallbackQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  const prediction = Prediction.safeParse(parseJson(rawBody));
  if (!query.success || !prediction.success) {
    log('webhook.replicate.unreadable', { webhookId: verified.webhookId });
    return new Response(null, { status: 400 });
  }
  const { id, status, output, error } = prediction.data;
  const { project, task: taskId, attempt } = query.data;
  const report = { id, status, output, error };
  await projectClient(env.PROJECTS, project).execute(
    'house',
    'report-prediction',
    { taskId, attempt, report },
    null,
  );
  return new Response(null, { status: 204 });
}

function secretOf(env: Env, services: Services): Promise<string> {
  if (env.REPLICATE_WEBHOOK_SECRET) return Promise.resolve(env.REPLICATE_WEBHOOK_SECRET);
  const known = secrets.get(services);
  if (known) return known;
  const asked = services.replicate.webhookSecret();
  secrets.set(services, asked);
  // A failed question is asked again by the next webhook, which Replicate repeats.
  asked.catch(() => secrets.delete(services));
  return asked;
}
