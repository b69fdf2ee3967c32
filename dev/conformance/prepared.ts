/** What has to be there before an operation can be granted. */
import { z } from 'zod';
import { FilmProject } from '#dev/e2e/film-project.ts';
import type { Case } from './case.ts';
import type { House } from './house.ts';

const Ided = z.object({ id: z.string() });
export const CreatedKey = z.object({ details: Ided });

/** The project, once nothing works on it: what is read of it twice is the same. */
async function settled(project: FilmProject): Promise<FilmProject> {
  await project.ended(await project.list('jobs'));
  return project;
}

export const film = async ({ film }: House): Promise<Case> => ({
  path: { projectId: (await settled(film)).id },
});

export async function firstOf(
  house: House,
  list: 'images' | 'clips' | 'videos' | 'jobs' | 'runs',
): Promise<string> {
  const [first] = await (await settled(house.film)).list(list);
  if (!first) throw new Error(`the finished film has no ${list}`);
  return first.id;
}

export const take =
  (list: 'images' | 'clips') =>
  async (house: House): Promise<Case> => ({
    path: { projectId: house.film.id, takeId: await firstOf(house, list) },
  });
export const video = async (house: House): Promise<Case> => ({
  path: { projectId: house.film.id, videoId: await firstOf(house, 'videos') },
});

/** A project of its own, with a song that was probed. */
export async function withSong(house: House): Promise<FilmProject> {
  const project = await FilmProject.create(house.client);
  await project.uploadAndWait(house.song);
  return project;
}

/** The spare film, once nothing works on it. */
export const spare = ({ spare }: House): Promise<FilmProject> => settled(spare);

/** A stage of the spare film, for its first scene, which is made again. */
export const again = async (house: House): Promise<Case> => {
  const project = await spare(house);
  const [scene, next] = await project.list('scenes');
  const body = { sceneIds: [scene?.id] };
  return { path: { projectId: project.id }, body, otherBody: { sceneIds: [next?.id] } };
};

export async function sceneOfSpare(house: House): Promise<{ projectId: string; sceneId: string }> {
  const project = await spare(house);
  const [scene] = await project.list('scenes');
  return { projectId: project.id, sceneId: scene?.id ?? '' };
}

/** Somebody in the cast of a project of its own. */
export async function castMember({ client }: House): Promise<{ projectId: string; castId: string }> {
  const { id, path } = await FilmProject.create(client);
  const body = { kind: 'thing', name: 'The lamp', appearance: 'a brass lamp' };
  return { projectId: id, castId: (await client.ask('POST', `${path}/cast`, Ided, body)).id };
}

export const OVERWRITE = { 'if-match': '*' };

/** The spare film with one step in its history at least: its first scene was locked and unlocked. */
export async function lockedScene(house: House): Promise<{ projectId: string }> {
  const { projectId, sceneId } = await sceneOfSpare(house);
  for (const locked of [true, false])
    await house.client.send(
      'POST',
      `/api/projects/${projectId}/scenes/edits`,
      { type: 'lock', sceneIds: [sceneId], locked },
      OVERWRITE,
    );
  return { projectId };
}

/** A new take of a scene of the spare film. */
export const newTake = async (house: House): Promise<Case> => ({
  path: await sceneOfSpare(house),
  body: { candidates: 1 },
  otherBody: { candidates: 2 },
});

/** A job of a project of its own that is still to be done. */
export async function openJob(
  house: House,
  until?: 'transcribe',
): Promise<{ projectId: string; jobId: string }> {
  const project = await withSong(house);
  const { jobs } = await project.run(until);
  return { projectId: project.id, jobId: jobs.at(-1)?.id ?? '' };
}

export const upload = (house: House, projectId: string) => ({
  projectId,
  fileName: house.song.name,
  contentType: house.song.type,
  sizeBytes: house.song.bytes.byteLength,
});

/** The finished film as a document, as another account would import it. */
export async function projectDocument({ client, film }: House) {
  const Exported = z.looseObject({ project: z.looseObject({}) });
  return client.ask('GET', `/api/projects/${film.id}/exports/json`, Exported);
}

const Playable = z.object({ items: z.array(z.object({ format: z.string(), url: z.string().nullable() })) });

/** Waits until the film is there as a smaller file and as a stream. */
export async function rendered({ film }: House, videoId: string): Promise<void> {
  await film.ended([await film.start(`videos/${videoId}/renditions`, { formats: ['480p', 'hls'] })]);
}

/** The pass in the address of the film's stream. */
export async function playback(house: House, videoId: string): Promise<string> {
  await rendered(house, videoId);
  const { items } = await house.client.ask(
    'GET',
    `${house.film.path}/videos/${videoId}/renditions`,
    Playable,
  );
  const stream = items.find(({ format }) => format === 'hls');
  return /\/hls\/([^/]+)\//.exec(stream?.url ?? '')?.[1] ?? '';
}
