import type { RouteHandler } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { v7 as uuidv7 } from 'uuid';
import type { Upload } from '#contracts/entities/index.ts';
import { uploadKey } from '#domain/files/object-keys.ts';
import { VIEWS } from '#domain/views/views.ts';
import type { ProjectRpc } from '#project/client.ts';
import { command, granted, projectOf, refuseRequest } from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { idFromKey } from '../projects/id-from-key.ts';
import { NO_STATE, presigned } from './presigned.ts';
import { proveFile } from './prove-file.ts';
import type { completeUpload, getUpload, presignUpload, renewUpload } from './uploads.routes.ts';

export const handlePresignUpload: RouteHandler<typeof presignUpload, AppEnv> = async (c) => {
  const { projectId, kind, sceneId, fileName, contentType, sizeBytes } = c.req.valid('json');
  const idempotencyKey = c.req.header('idempotency-key');
  const { callerId } = c.get('caller');
  const id = idempotencyKey ? await idFromKey(callerId, idempotencyKey, `upload:${projectId}`) : uuidv7();
  const key = uploadKey(projectId, id, fileName);
  const client = projectOf(c, projectId);
  const input = { id, purpose: kind, sceneId, fileName, contentType, sizeBytes, key };
  const upload = await command(c, 'open-upload', input, client);
  return c.json(await presigned(c, client, upload), 201);
};

export const handleRenewUpload: RouteHandler<typeof renewUpload, AppEnv> = async (c) => {
  const { projectId } = c.req.valid('json');
  const client = projectOf(c, projectId);
  const upload = await command(c, 'renew-upload', c.req.valid('param'), client);
  return c.json(await presigned(c, client, upload), 200);
};

export const handleCompleteUpload: RouteHandler<typeof completeUpload, AppEnv> = async (c) => {
  const { projectId, parts } = c.req.valid('json');
  const { uploadId } = c.req.valid('param');
  const client = projectOf(c, projectId);
  const upload = await uploadOf(c, client, uploadId);
  if (upload.status === 'pending') await proveFile(c, client, upload, parts);
  if (upload.status === 'rejected') refuseRejected(c, upload);
  const checked = await command(c, 'complete-upload', { uploadId }, client);
  if (checked.status === 'rejected') refuseRejected(c, checked);
  return c.json(VIEWS.upload(checked, NO_STATE), 202);
};

export const handleGetUpload: RouteHandler<typeof getUpload, AppEnv> = async (c) => {
  const client = projectOf(c, c.req.valid('query').projectId);
  const upload = await uploadOf(c, client, c.req.valid('param').uploadId);
  return c.json(VIEWS.upload(upload, NO_STATE), 200);
};

async function uploadOf(c: Context<AppEnv>, client: ProjectRpc, uploadId: string): Promise<Upload> {
  const asker = { ownerId: c.get('caller').ownerId };
  const upload = granted(c, await client.entity(asker, 'upload', uploadId));
  return upload ?? refuseRequest(c, 'upload-not-found', 'This project has no such upload.');
}

function refuseRejected(c: Context<AppEnv>, upload: Upload): never {
  return refuseRequest(c, 'file-rejected', upload.failure?.message ?? 'The file was rejected.');
}
