import { z } from 'zod';
import { JobView, ProjectView } from '#contracts/views/views.ts';
import { FilmProject } from '#dev/e2e/film-project.ts';
import type { House } from './house.ts';

/** What one operation is asked so that it is granted. */
export interface Case {
  /** Values of the address. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Another body that is valid, too: with the same `Idempotency-Key` it is refused. */
  readonly otherBody?: unknown;
}

const Ided = z.object({ id: z.string() });
const CreatedKey = z.object({ details: Ided });

const film = async ({ film }: House): Promise<Case> => ({ path: { projectId: film.id } });

async function firstOf(house: House, list: 'images' | 'clips' | 'videos' | 'jobs' | 'runs'): Promise<string> {
  const [first] = await house.film.list(list);
  if (!first) throw new Error(`the finished film has no ${list}`);
  return first.id;
}

const take =
  (list: 'images' | 'clips') =>
  async (house: House): Promise<Case> => ({
    path: { projectId: house.film.id, takeId: await firstOf(house, list) },
  });
const video = async (house: House): Promise<Case> => ({
  path: { projectId: house.film.id, videoId: await firstOf(house, 'videos') },
});

/** A project of its own, with a song that was probed. */
async function withSong(house: House): Promise<FilmProject> {
  const project = await FilmProject.create(house.client);
  await project.uploadAndWait(house.song);
  return project;
}

/** The spare film, once nothing works on it. */
async function spare(house: House): Promise<FilmProject> {
  await house.spare.ended(await house.spare.list('jobs'));
  return house.spare;
}

/** A stage of the spare film, for its first scene, which is made again. */
const again = async (house: House): Promise<Case> => {
  const project = await spare(house);
  const [scene, next] = await project.list('scenes');
  const body = { sceneIds: [scene?.id] };
  return { path: { projectId: project.id }, body, otherBody: { sceneIds: [next?.id] } };
};

async function sceneOfSpare(house: House): Promise<{ projectId: string; sceneId: string }> {
  const project = await spare(house);
  const [scene] = await project.list('scenes');
  return { projectId: project.id, sceneId: scene?.id ?? '' };
}

const OVERWRITE = { 'if-match': '*' };

/** The spare film with one step in its history at least: its first scene was locked and unlocked. */
async function lockedScene(house: House): Promise<{ projectId: string }> {
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
const newTake = async (house: House): Promise<Case> => ({
  path: await sceneOfSpare(house),
  body: { candidates: 1 },
  otherBody: { candidates: 2 },
});

/** A job of a project of its own that is still to be done. */
async function openJob(house: House, until?: 'transcribe'): Promise<{ projectId: string; jobId: string }> {
  const project = await withSong(house);
  const { jobs } = await project.run(until);
  return { projectId: project.id, jobId: jobs.at(-1)?.id ?? '' };
}

const upload = (house: House, projectId: string) => ({
  projectId,
  fileName: house.song.name,
  contentType: house.song.type,
  sizeBytes: house.song.bytes.byteLength,
});

/** By `operationId`: how each operation is asked so that it is granted. What it needs is made first. */
export const HAPPY: Readonly<Record<string, (house: House) => Promise<Case>>> = {
  getHealth: async () => ({}),
  getReadiness: async () => ({}),

  createKey: async () => ({
    body: { name: 'a key', scopes: ['read'] },
    otherBody: { name: 'another key', scopes: ['read'] },
  }),
  listKeys: async () => ({}),
  deleteKey: async ({ client }) => {
    const { details } = await client.ask('POST', '/api/keys', CreatedKey, { name: 'x', scopes: ['read'] });
    return { path: { keyId: details.id } };
  },

  createProject: async () => ({ body: { title: 'A film' }, otherBody: { title: 'Another film' } }),
  listProjects: async () => ({ query: { limit: '2' } }),
  getProject: film,
  updateProject: async ({ client }) => {
    const { id } = await FilmProject.create(client);
    return { path: { projectId: id }, body: { title: 'Renamed', budgetUsd: 3 } };
  },
  deleteProject: async ({ client }) => ({ path: { projectId: (await FilmProject.create(client)).id } }),

  presignUpload: async (house) => {
    const { id } = await FilmProject.create(house.client);
    const body = upload(house, id);
    return { body, otherBody: { ...body, sizeBytes: 1 } };
  },
  completeUpload: async (house) => {
    const project = await FilmProject.create(house.client);
    const { id } = await project.put(house.song);
    return { path: { uploadId: id }, body: { projectId: project.id } };
  },
  renewUpload: async (house) => {
    const project = await FilmProject.create(house.client);
    const { upload } = await project.presign(house.song);
    return { path: { uploadId: upload.id }, body: { projectId: project.id } };
  },
  getUpload: async (house) => {
    const project = await FilmProject.create(house.client);
    const { upload } = await project.presign(house.song);
    return { path: { uploadId: upload.id }, query: { projectId: project.id } };
  },
  getSong: film,

  putLyrics: async ({ client }) => {
    const { id } = await FilmProject.create(client);
    return { path: { projectId: id }, body: { source: 'La la la' } };
  },
  getLyrics: film,
  getTranscript: film,
  putTranscript: async (house) => {
    const words = [{ text: 'La', startSeconds: 0.5, endSeconds: 0.9 }];
    return { path: { projectId: (await withSong(house)).id }, body: { words } };
  },

  transcribe: async (house) => ({ path: { projectId: (await withSong(house)).id }, body: {} }),
  analyzeScenes: async (house) => {
    const project = await withSong(house);
    await project.lyrics('La la la');
    return { path: { projectId: project.id }, body: {} };
  },
  generatePrompts: again,
  generateImages: again,
  generateClips: again,
  assembleVideo: async (house) => ({ path: { projectId: (await spare(house)).id }, body: {} }),
  run: async (house) => ({
    path: { projectId: (await withSong(house)).id },
    body: { until: 'transcribe' },
    otherBody: { until: 'analyze_scenes' },
  }),

  listRuns: film,
  getRun: async (house) => ({ path: { projectId: house.film.id, runId: await firstOf(house, 'runs') } }),
  pause: async ({ client }) => ({ path: { projectId: (await FilmProject.create(client)).id } }),
  resume: async ({ client }) => {
    const { id, path } = await FilmProject.create(client);
    await client.ask('POST', `${path}/pause`, ProjectView);
    return { path: { projectId: id } };
  },

  listScenes: film,
  putScenes: async (house) => {
    const project = await spare(house);
    const scenes = await project.list('scenes');
    return { path: { projectId: project.id }, headers: { 'if-match': '*' }, body: { scenes } };
  },
  editScenes: async (house) => {
    const { projectId, sceneId } = await sceneOfSpare(house);
    const body = { type: 'lock', sceneIds: [sceneId], locked: false };
    return { path: { projectId }, headers: OVERWRITE, body, otherBody: { ...body, locked: true } };
  },
  listEdits: film,
  undoEdit: async (house) => ({ path: await lockedScene(house), headers: OVERWRITE }),
  redoEdit: async (house) => {
    const path = await lockedScene(house);
    await house.client.send('POST', `/api/projects/${path.projectId}/scenes/undo`, undefined, OVERWRITE);
    return { path, headers: OVERWRITE };
  },
  putScenePrompt: async (house) => ({
    path: await sceneOfSpare(house),
    body: { text: 'A lighthouse in a storm' },
    otherBody: { text: 'A lighthouse at noon' },
  }),
  createSceneImage: newTake,
  createSceneClip: newTake,
  listPrompts: film,
  listImages: film,
  previewImage: take('images'),
  listClips: film,
  previewClip: take('clips'),
  downloadClip: take('clips'),
  putApprovals: async (house) => {
    const project = await spare(house);
    const [image] = await project.list('images');
    const body = { decisions: [{ takeId: image?.id, decision: 'approved' }] };
    return { path: { projectId: project.id }, body };
  },
  listApprovals: film,

  listVideos: film,
  getVideo: video,
  downloadVideo: video,
  getVideoPoster: video,

  listJobs: film,
  getJob: async (house) => ({ path: { projectId: house.film.id, jobId: await firstOf(house, 'jobs') } }),
  cancelJob: async (house) => ({ path: await openJob(house) }),
  retryJob: async (house) => {
    const path = await openJob(house, 'transcribe');
    await house.client.ask('POST', `/api/projects/${path.projectId}/jobs/${path.jobId}/cancel`, JobView);
    return { path };
  },
  getUsage: film,

  openSocket: async (house) => ({
    ...(await film(house)),
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    },
  }),
  openStream: film,
  createTicket: film,
};
