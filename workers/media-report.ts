import { log } from '#adapters/log.ts';
import { verifyWebhook } from '#adapters/webhooks/verify.ts';
import { Id } from '#contracts/ids.ts';
import { MediaJobView } from '#contracts/media.ts';
import { projectClient } from '#project/client.ts';
import type { Env } from '#project/environment.ts';
import { z } from 'zod';
import { mediaOutcome } from './media-job.ts';

/** The query of a callback URL. */
export const CallbackQuery = z.object({ project: Id, task: Id, attempt: z.coerce.number().int().positive() });

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

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is as wrong as the wrong JSON; the schema behind this says so.
    return undefined;
  }
}
