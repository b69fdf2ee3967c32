import { writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { z } from 'zod';
import { FilmView, SceneView, SongView } from '#contracts/views/views.ts';
import type { Api } from '#dev/demo/api.ts';
import { listAll } from '#dev/demo/list-all.ts';
import { FRAMES_PER_SECOND } from './settings.ts';

/**
 * Proves that the run did all its work: a scene for each that was asked for, and a film of exactly
 * round(duration × fps) frames without stand-ins. Counts the frames of the file itself. Throws otherwise.
 *
 * @param file where the film is put meanwhile
 * @returns its frames
 */
export async function checkFilm(api: Api, projectId: string, scenes: number, file: string): Promise<number> {
  const path = `/api/projects/${projectId}`;
  const made = await listAll(api, `${path}/scenes`, SceneView);
  if (made.length !== scenes) throw new Error(`${made.length} scenes were made, not ${scenes}`);
  const song = await api.ask('GET', `${path}/song`, SongView);
  const film = (await listAll(api, `${path}/videos`, FilmView)).at(-1);
  if (film?.qc?.passed !== true || !film.hasPoster || film.degraded.length > 0) {
    throw new Error(`the film is not whole: ${JSON.stringify(film)}`);
  }
  const response = await fetch(await api.locate(`${path}/videos/${film.id}/download`));
  await writeFile(file, new Uint8Array(await response.arrayBuffer()));
  const frames = await countFrames(file);
  const due = Math.round(song.durationSeconds * FRAMES_PER_SECOND);
  if (frames !== due) throw new Error(`the film has ${frames} frames, not ${due}`);
  return frames;
}

async function countFrames(file: string): Promise<number> {
  const counting = ['-select_streams', 'v:0', '-count_packets', '-show_entries', 'stream=nb_read_packets'];
  const { stdout } = await execa('ffprobe', ['-v', 'error', ...counting, '-of', 'csv=p=0', file]);
  return z.coerce.number().int().parse(stdout.trim());
}
