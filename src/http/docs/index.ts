import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { eventsPage } from './events-page.ts';
import { page } from './page.ts';
import { problemsPage } from './problems-page.ts';
import { STYLE } from './style.ts';

/** The page that shows the document, from our own assets: nothing is fetched from elsewhere. */
const REFERENCE = page(
  '/docs',
  'OMVEE API',
  `<div id="docs"></div>
<noscript><main class="page"><p>The reference needs JavaScript. The document itself is <a href="/openapi.json">openapi.json</a>.</p></main></noscript>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>`,
  '<link rel="stylesheet" href="/docs/swagger-ui.css">\n',
);

/**
 * Starts Swagger UI. It would fill every example into the form of a request; those of optional parameters (a cursor, an
 * idempotency key) would then be sent by people who never wanted them, and are taken out for it.
 */
const START = `const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();

async function start() {
  const spec = await (await fetch('/openapi.json')).json();
  const operations = Object.values(spec.paths).flatMap((path) => Object.values(path));
  for (const parameter of operations.flatMap(({ parameters = [] }) => parameters)) {
    if (parameter.required) continue;
    delete parameter.example;
    delete parameter.examples;
    delete parameter.schema?.example;
  }
  SwaggerUIBundle({
    spec,
    dom_id: '#docs',
    deepLinking: true,
    persistAuthorization: true,
    tryItOutEnabled: true,
    displayRequestDuration: true,
    filter: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
  });
}
start().catch((error) => {
  document.querySelector('#docs').textContent = 'The reference cannot be shown: ' + error.message;
});
`;

const ASSETS = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/** Swagger UI draws its icons from `data:` URLs; nothing else comes from anywhere but here. */
const POLICY = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
};

export function docs(app: OpenAPIHono<AppEnv>): void {
  // Where people look first.
  app.get('/', (c) => c.redirect('/docs'));
  app.get('/docs', (c) => c.html(REFERENCE, 200, POLICY));
  app.get('/docs/problems', (c) => c.html(problemsPage(), 200, POLICY));
  app.get('/docs/events', (c) => c.html(eventsPage(), 200, POLICY));
  app.get('/docs/style.css', (c) => c.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/docs/start.js', (c) => c.body(START, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  for (const asset of ASSETS) {
    app.get(`/docs/${asset}`, async (c) => {
      const file = await c.env.ASSETS?.fetch(new URL(`/${asset}`, c.req.url));
      // Another's answer takes no headers of ours.
      return file ? new Response(file.body, file) : c.notFound();
    });
  }
}
