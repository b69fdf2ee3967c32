import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MediaService } from '#container/media-service.ts';
import { type MediaHealth, MediaJobRequest } from '#contracts/media.ts';
import { streamJobEvents } from './job-events.ts';
import { readBody } from './read-body.ts';
import { replyJson, replyProblem } from './reply.ts';

export interface HttpOptions {
  service: MediaService;
  /** The bearer token that every route but the health check asks for, if there is one. */
  token: string | undefined;
  ffmpegVersion: string;
}

/** A film of a thousand segments with signed URLs is a request of about 1 MB. */
const MAX_REQUEST_BYTES = 8 * 1024 * 1024;

/** The routes; {@link MediaJobRequest} tells what they speak. */
export async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { service, token, ffmpegVersion }: HttpOptions,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const method = request.method ?? 'GET';

  if (path === '/health' && (method === 'GET' || method === 'HEAD')) {
    const health: MediaHealth = {
      status: 'ok',
      ffmpegVersion,
      running: service.running,
      queued: service.queued,
    };
    return replyJson(response, 200, health);
  }
  if (token !== undefined && !isBearer(request.headers.authorization, token)) {
    response.setHeader('www-authenticate', 'Bearer');
    return replyProblem(response, 401, { code: 'unauthorized', title: 'A valid bearer token is needed' });
  }
  if (path === '/jobs') {
    if (method !== 'POST') return replyMethodNotAllowed(response, 'POST');
    return submit(request, response, service);
  }
  const [, id, events] = /^\/jobs\/([A-Za-z0-9._:-]{1,200})(\/events)?$/.exec(decodePath(path)) ?? [];
  if (id === undefined) return replyProblem(response, 404, { code: 'not-found', title: 'No such route' });
  const job = service.find(id);
  if (job === undefined) return replyProblem(response, 404, { code: 'not-found', title: 'No such job' });
  if (events !== undefined) {
    return method === 'GET' ? streamJobEvents(job, response) : replyMethodNotAllowed(response, 'GET');
  }
  if (method === 'DELETE') job.stop();
  else if (method !== 'GET') return replyMethodNotAllowed(response, 'GET, DELETE');
  replyJson(response, 200, job.view());
}

async function submit(
  request: IncomingMessage,
  response: ServerResponse,
  service: MediaService,
): Promise<void> {
  const body = await readBody(request, MAX_REQUEST_BYTES);
  if (body === undefined) {
    response.setHeader('connection', 'close');
    return replyProblem(response, 413, { code: 'body-too-large', title: 'The request is larger than 8 MiB' });
  }
  const parsed = MediaJobRequest.safeParse(parseJson(body));
  if (!parsed.success) {
    const { issues } = parsed.error;
    return replyProblem(response, 400, {
      code: 'invalid-request',
      title: 'The job request is not valid',
      errors: issues,
    });
  }
  const admission = service.submit(parsed.data);
  switch (admission.outcome) {
    case 'created':
      return replyJson(response, 202, admission.job.view());
    case 'known':
      return replyJson(response, 200, admission.job.view());
    case 'conflict':
      return replyProblem(response, 409, {
        code: 'id-conflict',
        title: 'The id belongs to a job of another kind',
      });
    case 'notify-unsigned':
      return replyProblem(response, 400, {
        code: 'notify-unsigned',
        title: 'Notifications are not possible',
        detail: 'MEDIA_WEBHOOK_SECRET is not set, so notifications could not be signed. Leave notifyUrl out.',
      });
    case 'stopping':
      return replyProblem(response, 503, { code: 'stopping', title: 'The media service is stopping' });
    default:
      return admission satisfies never;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON at all fails the schema like any other wrong value.
    return undefined;
  }
}

/** Ids hold a colon, which clients may send encoded. What cannot be decoded matches no route. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

function isBearer(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}

function replyMethodNotAllowed(response: ServerResponse, allow: string): void {
  response.setHeader('allow', allow);
  replyProblem(response, 405, { code: 'method-not-allowed', title: 'The route does not take this method' });
}
