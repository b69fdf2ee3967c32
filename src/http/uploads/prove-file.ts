import type { Context } from 'hono';
import { wrongUpload } from '#adapters/storage/judge-upload.ts';
import type { UploadedPart } from '#adapters/storage/multipart-store.ts';
import { SNIFF_BYTES } from '#adapters/storage/sniff.ts';
import type { Upload } from '#contracts/entities/index.ts';
import { partsOf } from '#domain/files/part-plan.ts';
import type { ProjectRpc } from '#project/client.ts';
import { granted, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';

/**
 * Proof that what arrived is what was promised: it exists, has the size, and its first bytes are of the right kind.
 * Parts are joined first. What is of another size or kind is rejected for good; anything else that is wrong here
 * leaves the upload as it is, to be completed later.
 */
export async function proveFile(
  c: Context<AppEnv>,
  client: ProjectRpc,
  upload: Upload,
  parts: readonly UploadedPart[] | undefined,
): Promise<void> {
  const bucket = c.env.MEDIA_BUCKET;
  let stored = await bucket.head(upload.key);
  if (!stored && upload.multipart !== null) {
    await joinParts(c, upload, upload.multipart, parts);
    stored = await bucket.head(upload.key);
  }
  if (!stored) {
    return refuseRequest(
      c,
      'upload-missing',
      upload.multipart === null
        ? 'Nothing was put to the presigned URL yet. Put the file there, then complete.'
        : 'Storage no longer knows the parts of this file. Presign a new upload.',
    );
  }
  const wrong =
    stored.size === upload.sizeBytes
      ? await wrongBytes(bucket, upload)
      : `The file has ${stored.size} bytes and not ${upload.sizeBytes} as promised.`;
  if (wrong === null) return;
  const failure = { code: 'file-rejected', message: wrong, retryable: false };
  const asker = { ownerId: c.get('caller').ownerId };
  granted(c, (await client.execute(asker, 'reject-upload', { uploadId: upload.id, failure }, null)).reply);
  refuseRequest(c, 'file-rejected', wrong);
}

/** Joins the parts, unless somebody else just did: then the file is there, which the caller looks for. */
async function joinParts(
  c: Context<AppEnv>,
  { key, sizeBytes }: Upload,
  multipart: NonNullable<Upload['multipart']>,
  parts: readonly UploadedPart[] | undefined,
): Promise<void> {
  const wanted = partsOf(sizeBytes, multipart.partBytes);
  const named = new Set(parts?.map(({ partNumber }) => partNumber));
  const missing = wanted.filter(({ partNumber }) => !named.has(partNumber));
  if (!parts || missing.length > 0 || parts.length !== wanted.length) {
    const list = missing.map(({ partNumber }) => partNumber);
    const which =
      list.length === 0 ? '' : ` Missing: ${list.slice(0, 20).join(', ')}${list.length > 20 ? ', …' : ''}.`;
    const detail = `Name each of the parts 1 to ${wanted.length} once, with the ETag of its PUT.${which}`;
    return refuseRequest(c, 'parts-invalid', detail);
  }
  const outcome = await c.get('services').multipart.complete({ key, id: multipart.id, parts });
  // Of two requests at once the later one finds the parts used up, which is no fault of theirs.
  if (outcome === 'invalid' && (await c.env.MEDIA_BUCKET.head(key)) === null) {
    const detail =
      'Storage does not have all of these parts with these ETags. Put the missing ones, then complete.';
    refuseRequest(c, 'parts-invalid', detail);
  }
}

async function wrongBytes(bucket: R2Bucket, { key, purpose, contentType }: Upload): Promise<string | null> {
  const head = await bucket.get(key, { range: { offset: 0, length: SNIFF_BYTES } });
  if (!head) return 'The file is gone.';
  return wrongUpload(purpose, contentType, new Uint8Array(await head.arrayBuffer()));
}
