import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import {
  handleGetLyrics,
  handleGetTranscript,
  handlePutLyrics,
  handlePutTranscript,
} from './lyrics.handlers.ts';
import { getLyrics, getTranscript, putLyrics, putTranscript } from './lyrics.routes.ts';

export function lyrics(app: OpenAPIHono<AppEnv>): void {
  app.openapi(putLyrics, handlePutLyrics);
  app.openapi(getLyrics, handleGetLyrics);
  app.openapi(getTranscript, handleGetTranscript);
  app.openapi(putTranscript, handlePutTranscript);
}
