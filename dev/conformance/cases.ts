import { JobView, ProjectView } from '#contracts/views/views.ts';
import { FilmProject } from '#dev/e2e/film-project.ts';
import type { Case } from './case.ts';
import type { House } from './house.ts';
import {
  again,
  CreatedKey,
  castMember,
  film,
  firstOf,
  lockedScene,
  newTake,
  OVERWRITE,
  openJob,
  playback,
  projectDocument,
  rendered,
  sceneOfSpare,
  spare,
  take,
  upload,
  video,
  withSong,
} from './prepared.ts';

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
  getSongWaveform: film,
  putTempo: async (house) => ({
    path: { projectId: (await withSong(house)).id },
    body: { bpm: 120, offsetSeconds: 0.5, beatsPerBar: 4 },
  }),
  deleteTempo: async (house) => ({ path: { projectId: (await withSong(house)).id } }),
  analyzeSong: async (house) => ({ path: { projectId: (await withSong(house)).id } }),

  putLyrics: async ({ client }) => {
    const { id } = await FilmProject.create(client);
    return { path: { projectId: id }, body: { source: 'La la la' } };
  },
  getLyrics: film,
  updateLyricLines: async ({ client }) => {
    const project = await FilmProject.create(client);
    await project.lyrics('La la la');
    return { path: { projectId: project.id }, body: { lines: [{ index: 0, startSeconds: 1.5 }] } };
  },
  getLyricsReport: film,
  exportLyrics: async (house) => ({ ...(await film(house)), query: { format: 'lrc' } }),
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
  listStylePacks: async () => ({}),
  listCast: film,
  createCastMember: async (house) => ({
    path: { projectId: (await FilmProject.create(house.client)).id },
    body: { kind: 'person', name: 'Mara', appearance: 'a woman in a red raincoat', prominence: 'lead' },
    otherBody: { kind: 'thing', name: 'The car', appearance: 'a rusty blue estate car' },
  }),
  updateCastMember: async (house) => ({ path: await castMember(house), body: { prominence: 'support' } }),
  deleteCastMember: async (house) => ({ path: await castMember(house) }),
  getSceneLook: async (house) => ({ path: await sceneOfSpare(house) }),
  putSceneLook: async (house) => ({ path: await sceneOfSpare(house), body: { footage: 'b-roll' } }),
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
  putVideoPoster: async (house) => ({ ...(await video(house)), body: { sceneId: null } }),
  createVideoRenditions: async (house) => ({
    ...(await video(house)),
    body: { formats: ['480p'] },
    otherBody: { formats: ['480p', 'hls'] },
  }),
  listVideoRenditions: video,
  downloadRendition: async (house) => {
    const { path = {} } = await video(house);
    await rendered(house, path.videoId ?? '');
    return { path: { ...path, quality: '480p' } };
  },
  playStream: async (house) => {
    const { path = {} } = await video(house);
    const token = await playback(house, path.videoId ?? '');
    return { path: { ...path, token, file: 'master.m3u8' } };
  },
  createAnimatic: async (house) => ({
    path: { projectId: (await spare(house)).id },
    body: {},
    otherBody: { posterSceneId: (await sceneOfSpare(house)).sceneId },
  }),
  createStoryboardSheet: film,
  getStoryboardSheet: async (house) => {
    await house.film.ended([await house.film.start('storyboard-sheet')]);
    return film(house);
  },
  createThumbnails: film,
  getVideoCaptions: video,

  exportOtio: film,
  exportEdl: film,
  exportFcpxml: film,
  exportProject: film,
  importProject: async (house) => {
    const body = await projectDocument(house);
    return { body, otherBody: { ...body, project: { ...body.project, title: 'Another import' } } };
  },
  downloadSong: film,

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
