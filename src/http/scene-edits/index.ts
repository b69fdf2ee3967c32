import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { handleEditScenes, handleListEdits, handleRedo, handleUndo } from './scene-edits.handlers.ts';
import { editScenes, listEdits, redoEdit, undoEdit } from './scene-edits.routes.ts';

export function sceneEdits(app: OpenAPIHono<AppEnv>): void {
  app.openapi(editScenes, handleEditScenes);
  app.openapi(listEdits, handleListEdits);
  app.openapi(undoEdit, handleUndo);
  app.openapi(redoEdit, handleRedo);
}
