import type { RouteHandler } from '@hono/zod-openapi';
import { stateOf } from '#domain/pipeline/state.ts';
import { VIEWS } from '#domain/views/views.ts';
import { command } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { editOf } from './prompt-edit.ts';
import type { putPrompt } from './prompts.routes.ts';

export const handlePutPrompt: RouteHandler<typeof putPrompt, AppEnv> = async (c) => {
  const { sceneId } = c.req.valid('param');
  const prompt = await command(c, 'put-prompt', { sceneId, edit: editOf(c.req.valid('json')) });
  return c.json({ ...VIEWS.prompt(prompt, stateOf([])), current: true }, 200);
};
