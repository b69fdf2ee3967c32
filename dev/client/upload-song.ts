import { type Api, answer } from './api-client.ts';
import { problemOf } from './api-problem.ts';
import type { Upload } from './api-types.ts';

/** A song to upload; a `File` of an `<input>` has all of it. */
export interface SongFile {
  readonly name: string;
  /** Media type, `audio/mpeg` for example. */
  readonly type: string;
  readonly bytes: Blob;
}

/**
 * Puts a song into storage and says that it is there. It is probed then: `upload.updated` tells whether it is
 * `ready` or `rejected`. Throws `ApiProblem`.
 */
export async function uploadSong(api: Api, projectId: string, file: SongFile): Promise<Upload> {
  const { upload, method, url, headers } = await answer(
    api.POST('/api/uploads/presign', {
      body: { projectId, fileName: file.name, contentType: file.type, sizeBytes: file.bytes.size },
    }),
  );
  const stored = await fetch(url, { method, headers, body: file.bytes });
  if (!stored.ok) throw await problemOf(stored);
  await stored.body?.cancel();
  const params = { path: { uploadId: upload.id } };
  return answer(api.POST('/api/uploads/{uploadId}/complete', { params, body: { projectId } }));
}
