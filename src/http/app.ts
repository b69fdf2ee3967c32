import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import { log } from '#adapters/log.ts';
import { DatabaseError } from '#adapters/postgres/index.ts';
import { ProviderError } from '#adapters/provider-error.ts';
import { servicesOf } from '#adapters/services.ts';
import { asyncapi } from './asyncapi/index.ts';
import { checkAtOnce } from './check-at-once.ts';
import { docs } from './docs/index.ts';
import { document } from './document.ts';
import type { AppEnv } from './environment.ts';
import { exports } from './exports/index.ts';
import { films } from './films/index.ts';
import { health } from './health/index.ts';
import { jobs } from './jobs/index.ts';
import { keys } from './keys/index.ts';
import { live } from './live/index.ts';
import { loggablePath } from './loggable-path.ts';
import { look } from './look/index.ts';
import { lyrics } from './lyrics/index.ts';
import { pictures } from './pictures/index.ts';
import { invalidRequest, problem } from './problems/problem.ts';
import { projects } from './projects/index.ts';
import { prompts } from './prompts/index.ts';
import { QuickRouter } from './quick-router.ts';
import { renditions } from './renditions/index.ts';
import { requestContext } from './request-context.ts';
import { runs } from './runs/index.ts';
import { sceneEdits } from './scene-edits/index.ts';
import { sceneTakes } from './scene-takes/index.ts';
import { song } from './song/index.ts';
import { stages } from './stages/index.ts';
import { storyboard } from './storyboard/index.ts';
import { streams } from './streams/index.ts';
import { takes } from './takes/index.ts';
import { uploads } from './uploads/index.ts';
import { webStandards } from './web-standards.ts';
import { webhooks } from './webhooks/index.ts';

/** The API, resource by resource. */
export function createApp(): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({
    strict: false,
    router: new QuickRouter(),
    defaultHook: (result, c) => (result.success ? undefined : refuseInput(result, c)),
  });
  checkAtOnce(app);

  app.use(requestContext(servicesOf));
  webStandards(app);

  keys(app);
  projects(app);
  uploads(app);
  song(app);
  lyrics(app);
  look(app);
  stages(app);
  runs(app);
  storyboard(app);
  prompts(app);
  takes(app);
  sceneEdits(app);
  sceneTakes(app);
  films(app);
  renditions(app);
  streams(app);
  pictures(app);
  exports(app);
  jobs(app);
  live(app);
  webhooks(app);
  health(app);
  asyncapi(app);
  docs(app);
  document(app);

  app.notFound((c) => problem(c, 'not-found', `There is nothing at ${c.req.method} ${c.req.path}.`));
  app.onError((error, c) => {
    if (error instanceof HTTPException) {
      // `getResponse` would answer with the exception's own status in the place of the problem's.
      if (error.res) return error.res;
      if (error.status === 400) return problem(c, 'invalid-json', error.message);
      if (error.status === 415)
        return problem(c, 'unsupported-media-type', 'Send JSON with content-type application/json.');
    }
    if (error instanceof DatabaseError) {
      log('http.database-failed', { requestId: c.get('requestId'), path: loggablePath(c.req.path), error });
      return problem(c, 'database-unavailable', 'The database does not answer. Try again soon.', {
        headers: { 'retry-after': '5' },
      });
    }
    if (error instanceof ProviderError && error.code === 'not-configured')
      return problem(c, 'not-configured', error.message);
    if (error instanceof ProviderError && error.code === 'storage-unavailable') {
      log('http.storage-failed', { requestId: c.get('requestId'), path: loggablePath(c.req.path), error });
      return problem(c, 'storage-unavailable', `${error.message} Nothing is lost: try again soon.`, {
        headers: { 'retry-after': '5' },
      });
    }
    log('http.failed', {
      requestId: c.get('requestId'),
      method: c.req.method,
      path: loggablePath(c.req.path),
      error,
    });
    return problem(c, 'internal', 'Something went wrong on our side. Tell us the request id.');
  });
  return app;
}

/** The problem of an input that does not fit its schema. */
function refuseInput(
  { target, error }: { readonly target: string; readonly error: z.core.$ZodError },
  c: Context<AppEnv>,
): Response {
  if (target === 'param') return problem(c, 'not-found', 'An id in this address is not one of ours.');
  return invalidRequest(c, error, target === 'json' ? 'body' : target);
}
