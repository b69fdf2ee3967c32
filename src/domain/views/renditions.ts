import type { Rendition, Sheet } from '#contracts/entities/index.ts';
import type { ViewOf } from '#contracts/events.ts';
import { born } from './born.ts';

export function renditionView(rendition: Rendition): ViewOf<'rendition'> {
  const {
    id,
    filmId: videoId,
    jobId,
    format,
    status,
    width,
    height,
    sizeBytes,
    variants,
    failure,
  } = rendition;
  const made = { width, height, sizeBytes, variants };
  return { id, videoId, jobId, format, status, ...made, failure, ...born(rendition) };
}

export function sheetView(sheet: Sheet): ViewOf<'sheet'> {
  const { id, jobId, status, cells, columns, rows, width, height, sizeBytes, failure } = sheet;
  return { id, jobId, status, cells, columns, rows, width, height, sizeBytes, failure, ...born(sheet) };
}
