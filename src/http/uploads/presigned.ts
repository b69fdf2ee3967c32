import type { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { log } from '#adapters/log.ts';
import type { Upload } from '#contracts/entities/index.ts';
import { partBytesFor, partsOf } from '#domain/files/part-plan.ts';
import { stateOf } from '#domain/pipeline/state.ts';
import { isoTime } from '#domain/views/iso-time.ts';
import { VIEWS } from '#domain/views/views.ts';
import type { ProjectRpc } from '#project/client.ts';
import { policyOf } from '#project/environment.ts';
import { granted } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import type { PresignedUpload } from './uploads.schemas.ts';

/** How long a presigned upload URL is good for, in seconds. */
const PRESIGN_SECONDS = 15 * 60;

/** An upload's view needs nothing else of its project. */
export const NO_STATE = stateOf([]);

/** Signs where the file goes: one URL, or one for each part of a large file. */
export async function presigned(
  c: Context<AppEnv>,
  client: ProjectRpc,
  opened: Upload,
): Promise<z.infer<typeof PresignedUpload>> {
  const isLarge = opened.sizeBytes > policyOf(c.env).multipartBytes;
  const upload = isLarge ? await inParts(c, client, opened) : opened;
  const { key, contentType, sizeBytes, multipart } = upload;
  const { presigner } = c.get('services');
  const common = {
    upload: VIEWS.upload(upload, NO_STATE),
    method: 'PUT' as const,
    expiresAt: isoTime(Date.now() + PRESIGN_SECONDS * 1000),
  };
  const expiresSeconds = PRESIGN_SECONDS;
  if (multipart === null) {
    const target = { key, contentType, contentLength: sizeBytes, once: true, expiresSeconds };
    return { ...common, ...(await presigner.presignPut(target)), parts: null };
  }
  const parts = partsOf(sizeBytes, multipart.partBytes).map(async ({ partNumber, sizeBytes }) => {
    const part = { key, multipartId: multipart.id, partNumber, contentLength: sizeBytes, expiresSeconds };
    return { partNumber, sizeBytes, ...(await presigner.presignPart(part)) };
  });
  return { ...common, url: null, headers: {}, parts: await Promise.all(parts) };
}

/** The upload with its multipart upload, which is begun where there is none yet. */
async function inParts(c: Context<AppEnv>, client: ProjectRpc, opened: Upload): Promise<Upload> {
  const asker = { ownerId: c.get('caller').ownerId };
  // A repeated request is answered with the upload as it was first opened; it may have its parts by now.
  const upload = granted(c, await client.entity(asker, 'upload', opened.id)) ?? opened;
  if (upload.multipart !== null || upload.status !== 'pending') return upload;
  const { multipart } = c.get('services');
  const { key, contentType, sizeBytes } = upload;
  const id = await multipart.begin({ key, contentType });
  const begun = { uploadId: upload.id, multipart: { id, partBytes: partBytesFor(sizeBytes) } };
  const kept = granted(c, (await client.execute(asker, 'begin-parts', begun, null)).reply);
  if (kept.multipart?.id !== id) {
    // Another request was first. Storage forgets the second one by itself, if later.
    await multipart.abort({ key, id }).catch((error: unknown) => {
      log('upload.abort-failed', { projectId: upload.projectId, uploadId: upload.id, error });
    });
  }
  return kept;
}
