import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import {
  handleCompleteUpload,
  handleGetUpload,
  handlePresignUpload,
  handleRenewUpload,
} from './uploads.handlers.ts';
import { completeUpload, getUpload, presignUpload, renewUpload } from './uploads.routes.ts';

export function uploads(app: OpenAPIHono<AppEnv>): void {
  app.openapi(presignUpload, handlePresignUpload);
  app.openapi(renewUpload, handleRenewUpload);
  app.openapi(completeUpload, handleCompleteUpload);
  app.openapi(getUpload, handleGetUpload);
}
