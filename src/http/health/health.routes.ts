import { z } from '@hono/zod-openapi';
import { json, publicRoute } from '../route.ts';

export const health = publicRoute({
  method: 'get',
  path: '/health',
  tags: ['health'],
  summary: 'Whether the API runs',
  responses: {
    200: json(
      z.object({ status: z.literal('ok') }).meta({ id: 'Health', example: { status: 'ok' } }),
      'It does.',
    ),
  },
});

const Readiness = z
  .object({
    status: z.enum(['ready', 'degraded']),
    checks: z.array(
      z.object({
        name: z.string(),
        state: z.enum(['ok', 'missing', 'down']),
        /** What is wrong and what to do; null where nothing is. */
        detail: z.string().nullable(),
        latencyMilliseconds: z.number().nullable(),
      }),
    ),
  })
  .meta({
    id: 'Readiness',
    example: {
      status: 'ready',
      checks: [{ name: 'database', state: 'ok', detail: null, latencyMilliseconds: 12 }],
    },
  });
export type Readiness = z.infer<typeof Readiness>;

export const ready = publicRoute({
  method: 'get',
  operationId: 'getReadiness',
  path: '/health/ready',
  tags: ['health'],
  summary: 'Whether everything it needs is there',
  responses: {
    200: json(Readiness, 'Everything is there.'),
    503: json(Readiness, 'Something is missing or down; the checks say what.', {
      status: 'degraded',
      checks: [
        {
          name: 'database',
          state: 'down',
          detail: 'No answer within 5 s.',
          latencyMilliseconds: 5000,
        },
      ],
    }),
  },
});
