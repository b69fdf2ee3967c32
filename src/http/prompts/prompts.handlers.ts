import type { RouteHandler } from '@hono/zod-openapi';
import { promptTag } from '#domain/pipeline/edit-tags.ts';
import { stateOf } from '#domain/pipeline/state.ts';
import { VIEWS } from '#domain/views/views.ts';
import { command, projectOf } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { editEtag, ifMatch } from '../preconditions.ts';
import { editOf } from './prompt-edit.ts';
import type { putPrompt } from './prompts.routes.ts';

export const handlePutPrompt: RouteHandler<typeof putPrompt, AppEnv> = async (c) => {
  const { sceneId } = c.req.valid('param');
  const edit = editOf(c.req.valid('json'));
  const expects = ifMatch(c, { of: 'prompt', sceneId });
  const prompt = await command(c, 'put-prompt', { sceneId, edit }, projectOf(c), expects);
  c.header('etag', editEtag(promptTag(prompt.id)));
  return c.json({ ...VIEWS.prompt(prompt, stateOf([])), current: true }, 200);
};
