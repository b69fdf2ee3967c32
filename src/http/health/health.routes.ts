import { createRoute, z } from '@hono/zod-openapi';
import { json } from '../route.ts';

export const health = createRoute({
  method: 'get',
  path: '/health',
  tags: ['health'],
  summary: 'Whether the API runs',
  security: [],
  responses: { 200: json(z.object({ status: z.literal('ok') }).meta({ id: 'Health' }), 'It does.') },
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
  .meta({ id: 'Readiness' });
export type Readiness = z.infer<typeof Readiness>;

export const ready = createRoute({
  method: 'get',
  path: '/health/ready',
  tags: ['health'],
  summary: 'Whether everything it needs is there',
  security: [],
  responses: {
    200: json(Readiness, 'Everything is there.'),
    503: json(Readiness, 'Something is missing or down; the checks say what.'),
  },
});
