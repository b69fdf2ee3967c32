import type { ProblemDetail, Upload } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { tooLarge } from '../stages/upload-rules.ts';
import { checkUpload } from '../stages/uploads.ts';

/** Expects a file; the same id again is the same upload. */
export function openUpload(
  draft: Draft,
  input: Pick<Upload, 'id' | 'purpose' | 'fileName' | 'contentType' | 'sizeBytes' | 'key'> & {
    readonly sceneId?: string | null;
  },
): Upload | Refusal {
  const { now, policy } = draft.context;
  const known = draft.get('upload', input.id);
  if (known) return known;
  const sceneId = input.sceneId ?? null;
  if (sceneId !== null && !draft.get('scene', sceneId))
    return refuse('scene-not-found', `This project has no scene ${sceneId}.`, [sceneId]);
  const excess = tooLarge(input.purpose, input.sizeBytes, policy);
  if (excess !== null) return refuse('file-too-large', excess);
  return draft.put<Upload>({
    kind: 'upload',
    ...input,
    sceneId,
    projectId: draft.project().id,
    multipart: null,
    expiresAt: expiry(draft),
    status: 'pending',
    facts: null,
    takeId: null,
    failure: null,
    createdAt: now,
    updatedAt: now,
  });
}

/** The file comes in parts. Of two multipart uploads that were begun for it the first one stays. */
export function beginParts(
  draft: Draft,
  input: { uploadId: string; multipart: NonNullable<Upload['multipart']> },
): Upload | Refusal {
  const upload = draft.get('upload', input.uploadId);
  if (!upload) return notFound();
  if (upload.status !== 'pending' || upload.multipart !== null) return upload;
  return draft.put<Upload>({ ...upload, multipart: input.multipart });
}

/** New URLs are asked for: the file is still wanted, and waited for anew. */
export function renewUpload(draft: Draft, input: { uploadId: string }): Upload | Refusal {
  const upload = draft.get('upload', input.uploadId);
  if (!upload) return notFound();
  if (upload.status === 'expired') return expired();
  if (upload.status !== 'pending')
    return refuse('upload-closed', `This upload is ${upload.status}; it takes no file any more.`);
  return draft.put<Upload>({ ...upload, expiresAt: expiry(draft) });
}

/** Storage has the file and its first bytes look right; asking twice changes nothing. */
export function completeUpload(draft: Draft, input: { uploadId: string }): Upload | Refusal {
  const upload = draft.get('upload', input.uploadId);
  if (!upload) return notFound();
  switch (upload.status) {
    case 'checking':
    case 'ready':
    case 'rejected':
      return upload;
    case 'expired':
      return expired();
    case 'pending':
      return checkUpload(draft, upload);
    default:
      return upload.status satisfies never;
  }
}

/** The file that arrived is not what was promised. */
export function rejectUpload(
  draft: Draft,
  input: { uploadId: string; failure: ProblemDetail },
): Upload | Refusal {
  const upload = draft.get('upload', input.uploadId);
  if (!upload) return notFound();
  if (upload.status !== 'pending') return upload;
  return draft.put<Upload>({ ...upload, status: 'rejected', expiresAt: null, failure: input.failure });
}

function expiry(draft: Draft): number {
  const { now, policy } = draft.context;
  return now + policy.abandonUploadSeconds * 1000;
}

function notFound(): Refusal {
  return refuse('upload-not-found', 'This project has no such upload.');
}

function expired(): Refusal {
  return refuse(
    'upload-expired',
    'This upload was given up because it was never completed. Presign a new one.',
  );
}
