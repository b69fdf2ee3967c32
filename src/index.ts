import { createApp } from '#http/app.ts';
import type { Env } from '#project/environment.ts';
import { dispatch } from '#workers/dispatch.ts';

export { ContainerProxy } from '@cloudflare/containers';
export { ProjectObject } from '#project/project-object.ts';
export { MediaContainer } from '#workers/media-container.ts';

const app = createApp();

export default {
  fetch: app.fetch,
  queue: dispatch,
} satisfies ExportedHandler<Env>;
