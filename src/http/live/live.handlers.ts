import type { RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { isoTime } from '#domain/views/iso-time.ts';
import { granted, projectOf, refuseRequest } from '../asking.ts';
import { issueTicket, TICKET_SECONDS } from '../callers/ticket.ts';
import type { AppEnv } from '../environment.ts';
import { bridgeToEventStream } from './event-stream.ts';
import type { createTicket } from './live.routes.ts';

/** Hands the upgrade to the project's object. */
export async function handleSocket(c: Context<AppEnv>, since: number | undefined): Promise<Response> {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket') {
    return refuseRequest(c, 'upgrade-required', 'Open this address as a WebSocket.', {
      headers: { upgrade: 'websocket' },
    });
  }
  return connect(c, since);
}

export async function handleStream(c: Context<AppEnv>, since: number | undefined): Promise<Response> {
  const resume = Number.parseInt(c.req.header('last-event-id') ?? '', 10);
  const response = await connect(c, Number.isNaN(resume) ? since : resume);
  if (!response.webSocket) return response;
  return bridgeToEventStream(response.webSocket, c.req.raw.signal);
}

export const handleCreateTicket: RouteHandler<typeof createTicket, AppEnv> = async (c) => {
  const { projectId } = c.req.valid('param');
  const { ownerId } = c.get('caller');
  granted(c, await projectOf(c).views({ ownerId }, []));
  const secret = c.env.TICKET_SECRET;
  if (!secret) return refuseRequest(c, 'not-configured', 'This deployment has no TICKET_SECRET.');
  const now = Date.now();
  const ticket = await issueTicket(secret, projectId, ownerId, now);
  return c.json({ ticket, expiresAt: isoTime(now + TICKET_SECONDS * 1000) }, 201);
};

async function connect(c: Context<AppEnv>, since: number | undefined): Promise<Response> {
  const url = new URL('https://project.internal/ws');
  url.searchParams.set('ownerId', c.get('caller').ownerId);
  if (since !== undefined) url.searchParams.set('since', String(since));
  const response = await projectOf(c).fetch(new Request(url, { headers: { upgrade: 'websocket' } }));
  if (response.status === 404) return refuseRequest(c, 'project-not-found', 'There is no such project.');
  return response;
}
