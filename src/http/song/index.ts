import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import {
  handleAnalyzeSong,
  handleDeleteTempo,
  handleGetSong,
  handlePutTempo,
  redirectToWaveform,
} from './song.handlers.ts';
import { analyzeSong, deleteTempo, getSong, getWaveform, putTempo } from './song.routes.ts';

export function song(app: OpenAPIHono<AppEnv>): void {
  app.openapi(getSong, handleGetSong);
  app.openapi(getWaveform, redirectToWaveform);
  app.openapi(putTempo, handlePutTempo);
  app.openapi(deleteTempo, handleDeleteTempo);
  app.openapi(analyzeSong, handleAnalyzeSong);
}
