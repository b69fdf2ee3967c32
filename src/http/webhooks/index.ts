import type { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { receiveMediaReport } from '#project/reports/media-report.ts';
import { receivePredictionReport } from '#project/reports/prediction-report.ts';
import type { AppEnv } from '../environment.ts';
import { problem } from '../problems/problem.ts';

/** Reports are a few kilobytes; a model that logs a lot may make them larger. In bytes. */
const MAX_REPORT_BYTES = 2 * 1024 * 1024;

/** Signed reports of those who work for us. They carry no API key: their signature is their proof. */
export function webhooks(app: OpenAPIHono<AppEnv>): void {
  app.use(
    '/api/webhooks/*',
    bodyLimit({
      maxSize: MAX_REPORT_BYTES,
      onError: (c) => problem(c, 'body-too-large', 'The report is too large.'),
    }),
  );
  app.post('/api/webhooks/replicate', (c) => receivePredictionReport(c.req.raw, c.env, c.get('services')));
  app.post('/api/webhooks/media', (c) => receiveMediaReport(c.req.raw, c.env));
}
