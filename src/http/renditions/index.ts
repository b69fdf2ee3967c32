import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import {
  handleCreateRenditions,
  handleDownloadRendition,
  handleListRenditions,
} from './renditions.handlers.ts';
import { createRenditions, downloadRendition, listRenditions } from './renditions.routes.ts';

export function renditions(app: OpenAPIHono<AppEnv>): void {
  app.openapi(createRenditions, handleCreateRenditions);
  app.openapi(listRenditions, handleListRenditions);
  app.openapi(downloadRendition, handleDownloadRendition);
}
