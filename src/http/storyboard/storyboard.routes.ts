import { PromptView, SceneView } from '#contracts/views/views.ts';
import { PageQuery } from '../paging.ts';
import { json, listSchema, ProjectPath, securedRoute } from '../route.ts';

export const listScenes = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/scenes',
  tags: ['storyboard'],
  summary: 'The scenes in film order',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found'],
  request: { params: ProjectPath, query: PageQuery },
  responses: {
    200: json(
      listSchema(SceneView),
      'A page of the scenes; together they tile the film without gap or overlap.',
    ),
  },
});

export const listPrompts = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/prompts',
  tags: ['storyboard'],
  summary: 'The prompts, every version',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found'],
  request: { params: ProjectPath, query: PageQuery },
  responses: {
    200: json(listSchema(PromptView), 'A page of the versions, oldest first; a scene names its current one.'),
  },
});
