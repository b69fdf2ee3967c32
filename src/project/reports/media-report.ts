import { log } from '#adapters/log.ts';
import { verifyWebhook } from '#adapters/webhooks/verify.ts';
import { MediaJobView } from '#contracts/media.ts';
import { projectClient } from '../client.ts';
import type { Env } from '../environment.ts';
import { CallbackQuery, parseJson } from './callback.ts';
import { mediaOutcome } from './media-outcome.ts';

/** One signed report of the media service about one attempt. Answers 401 for a signature that is not ours. */
export async function receiveMediaReport(request: Request, env: Env): Promise<Response> {
  const rawBody = await request.text();
  const secret = env.MEDIA_WEBHOOK_SECRET;
  const verified = secret ? verifyWebhook({ secret, headers: request.headers, rawBody }) : null;
  if (!verified?.ok) {
    log('webhook.media.refused', { reason: verified?.reason ?? 'no MEDIA_WEBHOOK_SECRET' });
    return new Response(null, { status: 401 });
  }
  const query = CallbackQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  const view = MediaJobView.safeParse(parseJson(rawBody));
  if (!query.success || !view.success) return new Response(null, { status: 400 });
  const outcome = mediaOutcome(view.data);
  if (outcome) {
    const { project, task: taskId, attempt } = query.data;
    await projectClient(env.PROJECTS, project).execute('house', 'settle', { taskId, attempt, outcome }, null);
  }
  return new Response(null, { status: 204 });
}
