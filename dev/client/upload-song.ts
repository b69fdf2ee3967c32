import { type Api, answer, once } from './api-client.ts';
import { problemOf } from './api-problem.ts';
import type { Upload } from './api-types.ts';
import { songType } from './song-type.ts';

/** A song to upload; a `File` of an `<input>` has all of it. */
export interface SongFile {
  readonly name: string;
  /** Media type, `audio/mpeg` for example; where it is empty or says nothing, the name's ending counts. */
  readonly type: string;
  readonly bytes: Blob;
}

/**
 * Puts a song into storage, a large one part by part, and says that it is there. It is probed then: `upload.updated`
 * tells whether it is `ready` or `rejected`. Throws `ApiProblem`.
 */
export async function uploadSong(api: Api, projectId: string, file: SongFile): Promise<Upload> {
  const presigned = await answer(
    api.POST('/api/uploads/presign', {
      params: { header: once() },
      body: {
        projectId,
        fileName: file.name,
        contentType: songType(file.name, file.type),
        sizeBytes: file.bytes.size,
      },
    }),
  );
  const { upload, url, headers } = presigned;
  const parts: { partNumber: number; etag: string }[] = [];
  if (url !== null) await put(url, headers, file.bytes);
  let at = 0;
  for (const part of presigned.parts ?? []) {
    const bytes = file.bytes.slice(at, at + part.sizeBytes);
    parts.push({ partNumber: part.partNumber, etag: await put(part.url, part.headers, bytes) });
    at += part.sizeBytes;
  }
  return answer(
    api.POST('/api/uploads/{uploadId}/complete', {
      params: { path: { uploadId: upload.id }, header: once() },
      body: { projectId, ...(parts.length > 0 && { parts }) },
    }),
  );
}

/** Stores bytes where they belong; answers their ETag. */
async function put(url: string, headers: Record<string, string>, bytes: Blob): Promise<string> {
  const stored = await fetch(url, { method: 'PUT', headers, body: bytes });
  if (!stored.ok) throw await problemOf(stored);
  await stored.body?.cancel();
  return stored.headers.get('etag') ?? '';
}
