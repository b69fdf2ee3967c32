import type { RouteHandler } from '@hono/zod-openapi';
import { command } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { startedJob } from '../jobs/started-job.ts';
import { editOf } from '../prompts/prompt-edit.ts';
import type { newClips, newImages } from './scene-takes.routes.ts';

export const handleNewImages: RouteHandler<typeof newImages, AppEnv> = async (c) => {
  const { candidates, prompt, seed = null, model = null } = c.req.valid('json');
  const { sceneId } = c.req.valid('param');
  const edit = prompt ? editOf(prompt) : null;
  const job = await command(c, 'make-images', { sceneId, candidates, prompt: edit, seed, model });
  return c.json(startedJob(c, job), 202);
};

export const handleNewClips: RouteHandler<typeof newClips, AppEnv> = async (c) => {
  const { candidates, prompt, seed = null, model = null, durationSeconds, imageId } = c.req.valid('json');
  const { sceneId } = c.req.valid('param');
  const job = await command(c, 'make-clips', {
    sceneId,
    candidates,
    prompt: prompt ? editOf(prompt) : null,
    seed,
    model,
    durationSeconds: durationSeconds ?? null,
    imageId: imageId ?? null,
  });
  return c.json(startedJob(c, job), 202);
};
