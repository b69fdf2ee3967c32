import { z } from '@hono/zod-openapi';
import { json, ProjectPath, securedRoute } from '../route.ts';

const Since = z.object({
  since: z.coerce.number().int().nonnegative().optional().meta({
    example: 41,
    description:
      'Number of the last event that was seen; what came after it is sent first. Without it, a snapshot.',
  }),
  ticket: z.string().optional().meta({
    example: 'eyJwIjoiMDE5OGMwZGUifQ.q0mTzB1x',
    description: 'A ticket of this project, instead of the Authorization header.',
  }),
});

export const openSocket = securedRoute({
  method: 'get',
  operationId: 'openSocket',
  path: '/api/projects/{projectId}/ws',
  tags: ['live'],
  summary: 'Live updates over a WebSocket',
  description:
    'Sends what was missed (or a snapshot), then `{"type":"ready"}`, then every event as it happens. Answer `ping` is `pong`.',
  scope: 'read',
  tickets: true,
  problems: ['project-not-found', 'upgrade-required', 'invalid-request'],
  request: { params: ProjectPath, query: Since },
  responses: { 101: { description: 'The socket.' } },
});

export const openStream = securedRoute({
  method: 'get',
  operationId: 'openStream',
  path: '/api/projects/{projectId}/stream',
  tags: ['live'],
  summary: 'Live updates as server-sent events',
  description: 'Event ids are the `seq` of the event, so that `Last-Event-ID` resumes.',
  scope: 'read',
  tickets: true,
  problems: ['project-not-found', 'invalid-request'],
  request: { params: ProjectPath, query: Since },
  responses: {
    200: {
      description: 'The stream.',
      content: {
        'text/event-stream': {
          schema: z.string(),
          example: 'retry: 1000\n\nid: 41\nevent: ready\ndata: {"type":"ready","seq":41}\n\n',
        },
      },
    },
  },
});

export const createTicket = securedRoute({
  method: 'post',
  path: '/api/projects/{projectId}/tickets',
  located: false,
  tags: ['live'],
  summary: 'A short-lived pass to the live updates',
  description: 'For browsers, which cannot send headers with a WebSocket or an EventSource.',
  scope: 'read',
  problems: ['project-not-found', 'not-configured'],
  request: { params: ProjectPath },
  responses: {
    201: json(
      z.object({ ticket: z.string(), expiresAt: z.iso.datetime() }).meta({
        id: 'Ticket',
        example: { ticket: 'eyJwIjoiMDE5OGMwZGUifQ.q0mTzB1x', expiresAt: '2026-11-22T10:01:00.000Z' },
      }),
      'The ticket.',
    ),
  },
});
