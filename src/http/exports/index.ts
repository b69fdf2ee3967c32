import type { OpenAPIHono } from '@hono/zod-openapi';
import { edlDocument, fcpxmlDocument, otioDocument } from '#domain/film/exports/index.ts';
import type { AppEnv } from '../environment.ts';
import { handleExportProject, handleImportProject, refuseNewerDocument } from './documents.handlers.ts';
import { redirectToSong, sendCut } from './exports.handlers.ts';
import {
  downloadSong,
  exportEdl,
  exportFcpxml,
  exportOtio,
  exportProject,
  importProject,
} from './exports.routes.ts';

const OTIO = { ending: 'otio', contentType: 'application/json', write: otioDocument };
const EDL = { ending: 'edl', contentType: 'text/plain; charset=utf-8', write: edlDocument };
const FCPXML = { ending: 'fcpxml', contentType: 'application/xml', write: fcpxmlDocument };

export function exports(app: OpenAPIHono<AppEnv>): void {
  app.openapi(exportOtio, (c) => sendCut(c, OTIO));
  app.openapi(exportEdl, (c) => sendCut(c, EDL));
  app.openapi(exportFcpxml, (c) => sendCut(c, FCPXML));
  app.openapi(exportProject, handleExportProject);
  app.openapi(importProject, handleImportProject, refuseNewerDocument);
  app.openapi(downloadSong, redirectToSong);
}
