import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from './environment.ts';
import { problemExamples } from './problem-responses.ts';

/** What the document says of the API as a whole; the rest comes from the routes. */
const HEAD = {
  openapi: '3.1.0',
  info: {
    title: 'OMVEE',
    version: '0.1.0',
    description: 'Turns a song into a music video. Times are ISO 8601 in UTC, durations seconds, money USD.',
  },
  servers: [{ url: '/' }],
};

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
  for (const [code, example] of problemExamples())
    app.openAPIRegistry.registerComponent('examples', code, example);
  app.doc31('/openapi.json', HEAD);
}

/** The same document without a server. */
export function documentOf(app: OpenAPIHono<AppEnv>): ReturnType<typeof app.getOpenAPI31Document> {
  return app.getOpenAPI31Document(HEAD);
}
