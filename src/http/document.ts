import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from './environment.ts';

/** `/openapi.json`: the contract of the API, made from the routes themselves. */
export function document(app: OpenAPIHono<AppEnv>): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, `omv_…`.',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      "A token of the deployment's identity provider. Its scopes are `read`, `write`, `spend` and `admin`, in the claim `scope`, `scp`, `scopes` or `permissions`.",
  });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'OMVEE',
      version: '0.1.0',
      description:
        'Turns a song into a music video. Times are ISO 8601 in UTC, durations seconds, money USD.',
    },
    servers: [{ url: '/' }],
  });
}
