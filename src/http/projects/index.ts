import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { handleCreateProject, handleGetProject, handleListProjects } from './projects.handlers.ts';
import { createProject, getProject, listProjects } from './projects.routes.ts';

export function projects(app: OpenAPIHono<AppEnv>): void {
  app.openapi(createProject, handleCreateProject);
  app.openapi(listProjects, handleListProjects);
  app.openapi(getProject, handleGetProject);
}
