import { PromptView } from '#contracts/views/views.ts';
import { IfMatchHeaders } from '../preconditions.ts';
import { IdempotencyHeaders, json, ScenePath, securedRoute } from '../route.ts';
import { PromptEdit } from './prompt-edit.ts';

export const putPrompt = securedRoute({
  method: 'put',
  path: '/api/projects/{projectId}/scenes/{sceneId}/prompt',
  tags: ['storyboard'],
  summary: "Write a scene's prompt, or take an older version again",
  description:
    'A new version is made of what is written; the older ones are kept. Nothing is made anew by it: images and clips that no longer fit are `stale`. A later `generate-prompts` leaves the scene alone unless it names it. The `ETag` of a prompt is its id: `If-Match` with the `promptId` that was read, in quotes, refuses the edit where somebody wrote another one meanwhile.',
  scope: 'write',
  problems: [
    'invalid-request',
    'invalid-json',
    'project-not-found',
    'scene-not-found',
    'prompt-not-found',
    'precondition-failed',
    'idempotency-conflict',
  ],
  request: {
    params: ScenePath,
    headers: IdempotencyHeaders.extend(IfMatchHeaders.shape),
    body: { required: true, content: { 'application/json': { schema: PromptEdit } } },
  },
  responses: { 200: json(PromptView, 'The version that is current now, with its `ETag`.') },
});
