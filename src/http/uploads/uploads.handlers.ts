import type { RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { v7 as uuidv7 } from 'uuid';
import { SNIFF_BYTES, sniffMedia } from '#adapters/storage/sniff.ts';
import type { Upload } from '#contracts/entities/index.ts';
import { uploadKey } from '#domain/files/object-keys.ts';
import { stateOf } from '#domain/pipeline/state.ts';
import { isoTime } from '#domain/views/iso-time.ts';
import { VIEWS } from '#domain/views/views.ts';
import { type ProjectRpc, projectClient } from '#project/client.ts';
import { command, granted, listViews, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import type { completeUpload, getSong, presignUpload } from './uploads.routes.ts';

/** How long a presigned upload URL is good for, in seconds. */
const PRESIGN_SECONDS = 15 * 60;

const NO_STATE = stateOf([]);

export const handlePresignUpload: RouteHandler<typeof presignUpload, AppEnv> = async (c) => {
  const { projectId, purpose, fileName, contentType, sizeBytes } = c.req.valid('json');
  const id = uuidv7();
  const key = uploadKey(projectId, id, fileName);
  const client = projectClient(c.env.PROJECTS, projectId);
  const input = { id, purpose, fileName, contentType, sizeBytes, key };
  const upload = await command(c, 'open-upload', input, client);
  const { presigner } = c.get('services');
  const { url, headers } = await presigner.presignPut({
    key: upload.key,
    contentType,
    contentLength: sizeBytes,
    expiresSeconds: PRESIGN_SECONDS,
  });
  const expiresAt = isoTime(Date.now() + PRESIGN_SECONDS * 1000);
  return c.json(
    { upload: VIEWS.upload(upload, NO_STATE), method: 'PUT' as const, url, headers, expiresAt },
    201,
  );
};

export const handleCompleteUpload: RouteHandler<typeof completeUpload, AppEnv> = async (c) => {
  const { projectId } = c.req.valid('json');
  const { uploadId } = c.req.valid('param');
  const client = projectClient(c.env.PROJECTS, projectId);
  const upload = granted(c, await client.entity({ ownerId: c.get('caller').ownerId }, 'upload', uploadId));
  if (upload === null) return refuseRequest(c, 'upload-not-found', 'This project has no such upload.');
  if (upload.status === 'pending') await checkFile(c, client, upload);
  if (upload.status === 'rejected') {
    return refuseRequest(c, 'file-rejected', upload.failure?.message ?? 'The file was rejected.');
  }
  const checked = await command(c, 'complete-upload', { uploadId }, client);
  return c.json(VIEWS.upload(checked, NO_STATE), 202);
};

export const handleGetSong: RouteHandler<typeof getSong, AppEnv> = async (c) => {
  const songs = await listViews(c, 'song');
  const song = songs.at(-1);
  if (!song) return refuseRequest(c, 'song-missing', 'No song was uploaded, or it is still being checked.');
  return c.json(song, 200);
};

/** Proof that what arrived is what was promised: it exists, has the size, and its first bytes are no other kind of file. */
async function checkFile(c: Context<AppEnv>, client: ProjectRpc, upload: Upload): Promise<void> {
  const bucket = c.env.MEDIA_BUCKET;
  const stored = await bucket.head(upload.key);
  if (!stored) {
    refuseRequest(
      c,
      'upload-missing',
      'Nothing was put to the presigned URL yet. Put the file there, then complete.',
    );
  }
  const wrong = stored.size === 0 ? 'The file is empty.' : await wrongKind(bucket, upload.key);
  if (wrong === null) return;
  const failure = { code: 'file-rejected', message: wrong, retryable: false };
  await command(c, 'reject-upload', { uploadId: upload.id, failure }, client);
  refuseRequest(c, 'file-rejected', wrong);
}

/** What the file is instead of a song, in words; null where it may be one, which the probe decides. */
async function wrongKind(bucket: R2Bucket, key: string): Promise<string | null> {
  const head = await bucket.get(key, { range: { offset: 0, length: SNIFF_BYTES } });
  if (!head) return 'The file is gone.';
  const sniffed = await sniffMedia(new Uint8Array(await head.arrayBuffer()));
  if (sniffed === null)
    return 'The file is no audio file: its bytes are of no known kind. Send mp3, wav, flac, m4a, aac, ogg, opus or webm.';
  if (sniffed.class === 'audio' || sniffed.class === 'video') return null;
  return `The file is no song but ${sniffed.mime}. Send mp3, wav, flac, m4a, aac, ogg, opus or webm.`;
}
