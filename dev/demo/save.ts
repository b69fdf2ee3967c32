import { createWriteStream } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Api, fileUrl } from '#dev/client/api-client.ts';
import type { Video } from '#dev/client/api-types.ts';

/** Paths of what was saved. */
export interface Saved {
  readonly film: string;
  readonly poster: string | null;
  readonly qc: string;
}

/** Downloads the film and its poster, and writes the QC report beside them. */
export async function saveFilm(api: Api, film: Video, projectId: string, folder: string): Promise<Saved> {
  await mkdir(folder, { recursive: true });
  const where = { params: { path: { projectId, videoId: film.id } }, parseAs: 'stream' } as const;
  const saved = {
    film: join(folder, 'film.mp4'),
    poster: film.hasPoster ? join(folder, 'poster.jpg') : null,
    qc: join(folder, 'qc.json'),
  };
  const url = await fileUrl(api.GET('/api/projects/{projectId}/videos/{videoId}/download', where));
  await download(url, saved.film);
  if (saved.poster !== null) {
    const poster = await fileUrl(api.GET('/api/projects/{projectId}/videos/{videoId}/poster', where));
    await download(poster, saved.poster);
  }
  const { degraded, qc } = film;
  await writeFile(saved.qc, `${JSON.stringify({ filmId: film.id, projectId, degraded, ...qc }, null, 2)}\n`);
  return saved;
}

/** An older film stays until the new one is whole. */
async function download(url: string, file: string): Promise<void> {
  const response = await fetch(url);
  if (!response.ok || response.body === null) throw new Error(`The storage answered ${response.status}.`);
  const growing = `${file}.part`;
  await pipeline(response.body, createWriteStream(growing));
  await rename(growing, file);
}
