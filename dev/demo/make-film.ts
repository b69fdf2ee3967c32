import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { z } from 'zod';
import { EVENT_VIEWS, type EventKind, Snapshot, type ViewOf } from '#contracts/events.ts';
import {
  FilmView,
  JobView,
  LyricsView,
  ProjectView,
  RunView,
  SceneView,
  UploadView,
} from '#contracts/views/views.ts';
import type { Api } from './api.ts';
import type { DemoOptions } from './arguments.ts';
import { listAll } from './list-all.ts';
import type { Progress } from './progress.ts';
import { followProject, type ProjectMessage } from './project-socket.ts';
import { songType } from './song-type.ts';

/** What became of a song. */
export interface Made {
  readonly project: ProjectView;
  readonly run: RunView;
  readonly jobs: readonly JobView[];
  readonly scenes: readonly SceneView[];
  /** The newest film that is whole; null where there is none. */
  readonly film: FilmView | null;
}

/** Takes a song through every stage, as any client of the API would: REST, a presigned upload, a WebSocket. */
export async function makeFilm(api: Api, options: DemoOptions, progress: Progress): Promise<Made> {
  const fileName = basename(options.song);
  const project = await api.ask('POST', '/api/projects', ProjectView, {
    title: (options.title ?? basename(fileName, extname(fileName))).slice(0, 200),
    aspectRatio: options.aspect,
    sceneCount: options.scenes,
    ...(options.style === undefined ? {} : { style: options.style }),
  });
  const path = `/api/projects/${project.id}`;

  const views = new LiveViews((kind, view) => {
    if (kind === 'job') progress.show(JobView.parse(view));
  });
  const socket = followProject({
    apiUrl: api.url,
    projectId: project.id,
    since: 0,
    ticket: async () => (await api.ask('POST', `${path}/tickets`, z.object({ ticket: z.string() }))).ticket,
    onMessage: (message) => views.take(message),
    onConnection: (isConnected) => {
      if (!isConnected) progress.say('  The connection was lost; it comes back by itself.');
    },
  });
  try {
    const upload = await uploadSong(api, project.id, options.song);
    const checked = await views.until('upload', ({ id, status }) => id === upload && isSettled(status));
    if (checked.failure !== null) throw new Error(`The song was rejected: ${checked.failure.message}`);
    if (options.lyrics !== null) {
      const source = await readFile(options.lyrics, 'utf8');
      await api.ask('PUT', `${path}/lyrics`, LyricsView, { source, fileName: basename(options.lyrics) });
    }
    const Started = z.object({ run: RunView, jobs: z.array(JobView) });
    const wish = { until: 'assemble_video', approvals: 'automatic' };
    const { run, jobs } = await api.ask('POST', `${path}/run`, Started, wish);
    progress.plan(jobs);
    const ended = await views.until('run', ({ id, status }) => id === run.id && status !== 'running');
    return await outcome(api, path, ended);
  } finally {
    socket.close();
  }
}

async function uploadSong(api: Api, projectId: string, file: string): Promise<string> {
  const bytes = await readFile(file);
  const Presigned = z.object({
    upload: UploadView,
    url: z.string(),
    headers: z.record(z.string(), z.string()),
  });
  const { upload, url, headers } = await api.ask('POST', '/api/uploads/presign', Presigned, {
    projectId,
    fileName: basename(file),
    contentType: songType(file),
    sizeBytes: bytes.byteLength,
  });
  const response = await fetch(url, { method: 'PUT', headers, body: bytes });
  if (!response.ok) throw new Error(`The storage did not take the song: ${response.status}`);
  await response.body?.cancel();
  await api.ask('POST', `/api/uploads/${upload.id}/complete`, UploadView, { projectId });
  return upload.id;
}

async function outcome(api: Api, path: string, run: RunView): Promise<Made> {
  const list = <T>(name: string, view: z.ZodType<T>) => listAll(api, `${path}/${name}`, view);
  const [project, jobs, scenes, films] = await Promise.all([
    api.ask('GET', path, ProjectView),
    list('jobs', JobView),
    list('scenes', SceneView),
    list('videos', FilmView),
  ]);
  const film = films.findLast(({ status }) => status === 'succeeded') ?? null;
  return { project, run, jobs: jobs.filter(({ runId }) => runId === run.id), scenes, film };
}

const isSettled = (status: UploadView['status']) => status === 'ready' || status === 'rejected';

/** Keeps the newest view of everything, and lets one wait for a change. */
class LiveViews {
  readonly #onView: (kind: EventKind, view: unknown) => void;
  readonly #newest = new Map<string, { kind: EventKind; view: unknown }>();
  readonly #waiting = new Set<() => void>();

  constructor(onView: (kind: EventKind, view: unknown) => void) {
    this.#onView = onView;
  }

  take(message: ProjectMessage): void {
    if (message.type === 'snapshot') {
      const { data } = Snapshot.parse(message);
      for (const view of data.uploads) this.#put('upload', view);
      for (const view of data.jobs) this.#put('job', view);
      for (const view of data.runs) this.#put('run', view);
    } else {
      const [kind, change] = message.type.split('.');
      if (kind !== undefined && isKind(kind) && change === 'updated') this.#put(kind, message.data);
    }
    for (const wake of this.#waiting) wake();
  }

  /** Resolves with the first view of a kind that is as wished, also when it came before. */
  until<K extends EventKind>(kind: K, isWished: (view: ViewOf<K>) => boolean): Promise<ViewOf<K>> {
    return new Promise((resolve, reject) => {
      const look = () => {
        try {
          for (const known of this.#newest.values()) {
            if (known.kind !== kind) continue;
            // The schema of a kind gives the view of that kind; the compiler does not follow the index.
            const view = EVENT_VIEWS[kind].parse(known.view) as ViewOf<K>;
            if (!isWished(view)) continue;
            this.#waiting.delete(look);
            return resolve(view);
          }
        } catch (error) {
          this.#waiting.delete(look);
          reject(error);
        }
      };
      this.#waiting.add(look);
      look();
    });
  }

  #put(kind: EventKind, view: unknown): void {
    const { id } = z.looseObject({ id: z.string() }).parse(view);
    this.#newest.set(`${kind}:${id}`, { kind, view });
    this.#onView(kind, view);
  }
}

function isKind(name: string): name is EventKind {
  return Object.hasOwn(EVENT_VIEWS, name);
}
