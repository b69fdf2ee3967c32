import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { PROBLEMS } from '../problems/codes.ts';

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

/** What every `type` of a problem points to. */
function problemsPage(): string {
  const entries = Object.entries(PROBLEMS).map(
    ([code, { status, title }]) => `<dt id="${code}"><code>${code}</code> · ${status}</dt><dd>${title}.</dd>`,
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Problems of the OMVEE API</title><link rel="icon" href="data:,">
<style>body{font:16px/1.5 system-ui;max-width:46rem;margin:3rem auto;padding:0 1rem}dt{margin-top:1.2rem}:target{background:#fff3bf}</style>
</head>
<body><h1>Problems</h1>
<p>Every refusal is <code>application/problem+json</code> (RFC 9457). Match its <code>code</code>; its <code>detail</code> says what to do.</p>
<dl>${entries.join('')}</dl></body>
</html>
`;
}

export function docs(app: OpenAPIHono<AppEnv>): void {
  app.get('/docs', (c) => c.html(PAGE, 200, { 'content-security-policy': POLICY }));
  app.get('/docs/problems', (c) => c.html(problemsPage(), 200, { 'content-security-policy': POLICY }));
  app.get('/docs/start.js', (c) => c.body(START, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  for (const asset of ASSETS) {
    app.get(`/docs/${asset}`, async (c) => {
      const file = await c.env.ASSETS?.fetch(new URL(`/${asset}`, c.req.url));
      // Another's answer takes no headers of ours.
      return file ? new Response(file.body, file) : c.notFound();
    });
  }
}
