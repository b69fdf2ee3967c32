import type { Upload } from '#contracts/entities/index.ts';
import type { ViewOf } from '#contracts/events.ts';
import { born, timeOrNull } from './born.ts';

/** What callers see of an upload. */
export function uploadView(upload: Upload): ViewOf<'upload'> {
  const { id, projectId, purpose: kind, sceneId, fileName, contentType, sizeBytes } = upload;
  const { status, facts, takeId, failure } = upload;
  const file = { fileName, contentType, sizeBytes };
  const expiresAt = timeOrNull(upload.expiresAt);
  return {
    id,
    projectId,
    kind,
    sceneId,
    ...file,
    status,
    facts,
    takeId,
    failure,
    expiresAt,
    ...born(upload),
  };
}
