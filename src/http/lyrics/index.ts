import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppEnv } from '../environment.ts';
import { handleUpdateLyricLines } from './line-times.handlers.ts';
import { updateLyricLines } from './line-times.routes.ts';
import {
  handleGetLyrics,
  handleGetTranscript,
  handlePutLyrics,
  handlePutTranscript,
} from './lyrics.handlers.ts';
import { getLyrics, getTranscript, putLyrics, putTranscript } from './lyrics.routes.ts';
import { handleExportLyrics } from './lyrics-export.handlers.ts';
import { exportLyrics } from './lyrics-export.routes.ts';
import { handleGetLyricsReport } from './lyrics-report.handlers.ts';
import { getLyricsReport } from './lyrics-report.routes.ts';

export function lyrics(app: OpenAPIHono<AppEnv>): void {
  app.openapi(putLyrics, handlePutLyrics);
  app.openapi(getLyrics, handleGetLyrics);
  app.openapi(updateLyricLines, handleUpdateLyricLines);
  app.openapi(getLyricsReport, handleGetLyricsReport);
  app.openapi(exportLyrics, handleExportLyrics);
  app.openapi(getTranscript, handleGetTranscript);
  app.openapi(putTranscript, handlePutTranscript);
}
