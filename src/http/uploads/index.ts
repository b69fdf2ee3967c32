import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { handleCompleteUpload, handleGetSong, handlePresignUpload } from './uploads.handlers.ts';
import { completeUpload, getSong, presignUpload } from './uploads.routes.ts';

export function uploads(app: OpenAPIHono<AppEnv>): void {
  app.openapi(presignUpload, handlePresignUpload);
  app.openapi(completeUpload, handleCompleteUpload);
  app.openapi(getSong, handleGetSong);
}
