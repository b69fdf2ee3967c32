import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';

/** The page that shows the document, from our own assets: nothing is fetched from elsewhere. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>OMVEE API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="data:,">
</head>
<body>
<div id="docs"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true, persistAuthorization: true, tryItOutEnabled: true, validatorUrl: null });
`;

const ASSETS = ['swagger-ui.css', 'swagger-ui-bundle.js'];

const POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'";

export function docs(app: OpenAPIHono<AppEnv>): void {
  app.get('/docs', (c) => c.html(PAGE, 200, { 'content-security-policy': POLICY }));
  app.get('/docs/start.js', (c) => c.body(START, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  for (const asset of ASSETS) {
    app.get(`/docs/${asset}`, (c) => c.env.ASSETS?.fetch(new URL(`/${asset}`, c.req.url)) ?? c.notFound());
  }
}
