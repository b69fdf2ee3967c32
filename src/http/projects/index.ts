import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import {
  handleCreateProject,
  handleDeleteProject,
  handleGetProject,
  handleListProjects,
  handleUpdateProject,
} from './projects.handlers.ts';
import { createProject, deleteProject, getProject, listProjects, updateProject } from './projects.routes.ts';

export function projects(app: OpenAPIHono<AppEnv>): void {
  app.openapi(createProject, handleCreateProject);
  app.openapi(listProjects, handleListProjects);
  app.openapi(getProject, handleGetProject);
  app.openapi(updateProject, handleUpdateProject);
  app.openapi(deleteProject, handleDeleteProject);
}
