import type { ClipTake, ImageTake, Scene, Upload } from '#contracts/entities/index.ts';
import { receive } from '../approvals.ts';
import type { Draft } from '../draft.ts';
import { fingerprint } from '../fingerprint.ts';
import { ensureSegment } from './segments.ts';

/** Makes a proven upload a take of its scene, and has a clip conformed at once. Answers the take's id. */
export function receiveUpload(draft: Draft, upload: Upload, scene: Scene, durationSeconds: number): string {
  const { now, newId } = draft.context;
  const fields = {
    id: newId(),
    projectId: upload.projectId,
    sceneId: scene.id,
    source: 'uploaded',
    jobId: null,
    candidate: 1,
    status: 'succeeded',
    provider: 'upload',
    model: null,
    seed: null,
    promptId: null,
    fingerprint: fingerprint('upload', upload.id),
    predictionId: null,
    key: upload.key,
    contentType: upload.contentType,
    sizeBytes: upload.sizeBytes,
    width: upload.facts?.width ?? null,
    height: upload.facts?.height ?? null,
    thumbnailKey: null,
    costUsd: 0,
    approval: 'pending',
    failure: null,
    segment: null,
    createdAt: now,
    updatedAt: now,
  } as const;
  if (upload.purpose === 'image') {
    receive(draft, draft.put<ImageTake>({ kind: 'image', ...fields, earlierSegments: [], references: [] }));
    return fields.id;
  }
  const own = { imageId: null, requestedSeconds: durationSeconds, earlierSegments: [] };
  receive(draft, draft.put<ClipTake>({ kind: 'clip', ...fields, ...own }));
  const clip = draft.get('clip', fields.id);
  if (clip) ensureSegment(draft, scene, clip, null);
  return fields.id;
}
