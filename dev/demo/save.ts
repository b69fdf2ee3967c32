import { createWriteStream } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Api, fileUrl } from '#dev/client/api-client.ts';
import { saveContactSheet } from './contact-sheet/contact-sheet.ts';
import { cutsOnBeats } from './contact-sheet/sheet.ts';
import type { Made } from './make-film.ts';

/** Paths of what was saved. */
export interface Saved {
  readonly film: string;
  readonly poster: string | null;
  readonly qc: string;
  /** The scenes over the beats of the song, for a browser. */
  readonly sheet: string;
  /** How many cuts lie on beats; of 0 where the song has no beat. */
  readonly onBeats: { readonly on: number; readonly of: number };
}

/** Downloads the film and its poster, and writes the QC report and the contact sheet beside them. */
export async function saveFilm(
  api: Api,
  made: Made & { readonly film: NonNullable<Made['film']> },
  folder: string,
): Promise<Saved> {
  const { film } = made;
  const projectId = made.project.id;
  await mkdir(folder, { recursive: true });
  const where = { params: { path: { projectId, videoId: film.id } }, parseAs: 'stream' } as const;
  const saved = {
    film: join(folder, 'film.mp4'),
    poster: film.hasPoster ? join(folder, 'poster.jpg') : null,
    qc: join(folder, 'qc.json'),
    sheet: join(folder, 'contact-sheet.svg'),
  };
  const url = await fileUrl(api.GET('/api/projects/{projectId}/videos/{videoId}/download', where));
  await download(url, saved.film);
  if (saved.poster !== null) {
    const poster = await fileUrl(api.GET('/api/projects/{projectId}/videos/{videoId}/poster', where));
    await download(poster, saved.poster);
  }
  const { degraded, qc } = film;
  await writeFile(saved.qc, `${JSON.stringify({ filmId: film.id, projectId, degraded, ...qc }, null, 2)}\n`);
  const sheet = await saveContactSheet(api, made, saved.film, saved.sheet);
  const onBeats = sheet.beats.length === 0 ? { on: 0, of: 0 } : cutsOnBeats(sheet);
  return { ...saved, onBeats };
}

/** An older film stays until the new one is whole. */
async function download(url: string, file: string): Promise<void> {
  const response = await fetch(url);
  if (!response.ok || response.body === null) throw new Error(`The storage answered ${response.status}.`);
  const growing = `${file}.part`;
  await pipeline(response.body, createWriteStream(growing));
  await rename(growing, file);
}
