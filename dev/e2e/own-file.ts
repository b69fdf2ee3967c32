import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { UploadView } from '#contracts/views/views.ts';
import { eventually } from './eventually.ts';
import type { FilmProject } from './film-project.ts';
import type { SongFile } from './song-file.ts';

const run = promisify(execFile);

const headers = z.record(z.string(), z.string());
export const Presigned = z.object({
  upload: UploadView,
  url: z.string().nullable(),
  headers,
  parts: z.array(z.object({ partNumber: z.int(), sizeBytes: z.int(), url: z.string(), headers })).nullable(),
  expiresAt: z.iso.datetime(),
});
export type Presigned = z.infer<typeof Presigned>;

/** What a file is for. */
export type Purpose = { kind: 'song' | 'reference' } | { kind: 'image' | 'clip'; sceneId: string };

/** Makes a file with FFmpeg. */
export async function makeFile(
  folder: string,
  name: string,
  type: string,
  args: readonly string[],
): Promise<SongFile> {
  const file = join(folder, name);
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args, file]);
  return { name, type, bytes: await readFile(file) };
}

export function presign(
  project: FilmProject,
  file: SongFile,
  purpose: Purpose = { kind: 'song' },
): Promise<Presigned> {
  return project.client.ask('POST', '/api/uploads/presign', Presigned, request(project, file, purpose));
}

export function request(project: FilmProject, file: SongFile, purpose: Purpose = { kind: 'song' }) {
  const { name: fileName, type: contentType, bytes } = file;
  return { projectId: project.id, fileName, contentType, sizeBytes: bytes.byteLength, ...purpose };
}

/** Presigns and puts the file; nobody was told yet that it is there. */
export async function putFile(project: FilmProject, file: SongFile, purpose?: Purpose): Promise<UploadView> {
  const { upload, url, headers } = await presign(project, file, purpose);
  if (url === null) throw new Error('the file is to be put in parts');
  await put(url, headers, file.bytes);
  return upload;
}

/** One PUT to storage; answers the ETag. */
export async function put(url: string, headers: Record<string, string>, bytes: Buffer): Promise<string> {
  const response = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the storage answered ${response.status}`);
  return response.headers.get('etag') ?? '';
}

export function complete(project: FilmProject, id: string, more: object = {}): Promise<UploadView> {
  const body = { projectId: project.id, ...more };
  return project.client.ask('POST', `/api/uploads/${id}/complete`, UploadView, body);
}

export function uploadOf(project: FilmProject, id: string): Promise<UploadView> {
  return project.client.ask('GET', `/api/uploads/${id}?projectId=${project.id}`, UploadView);
}

/** Waits until the upload was probed. */
export function settled(project: FilmProject, id: string): Promise<UploadView> {
  return eventually('the upload is probed', async () => {
    const upload = await uploadOf(project, id);
    return upload.status === 'checking' ? null : upload;
  });
}

/** Uploads a file all the way and answers what became of it. */
export async function bring(project: FilmProject, file: SongFile, purpose?: Purpose): Promise<UploadView> {
  const { id } = await putFile(project, file, purpose);
  await complete(project, id);
  return settled(project, id);
}
