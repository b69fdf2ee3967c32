import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { type Api, answer, once, ticketsOf } from '#dev/client/api-client.ts';
import type { Job, Project, Run, Scene, Video } from '#dev/client/api-types.ts';
import { connectProject } from '#dev/client/live-events.ts';
import { songType } from '#dev/client/song-type.ts';
import { uploadSong } from '#dev/client/upload-song.ts';
import type { DemoOptions } from './arguments.ts';
import { LiveViews } from './live-views.ts';
import type { Progress } from './progress.ts';

/** What became of a song. */
export interface Made {
  readonly project: Project;
  readonly run: Run;
  readonly jobs: readonly Job[];
  readonly scenes: readonly Scene[];
  /** The newest film that is whole; null where there is none. */
  readonly film: Video | null;
}

/** Takes a song through every stage, as any client of the API would: REST, a presigned upload, a WebSocket. */
export async function makeFilm(api: Api, options: DemoOptions, progress: Progress): Promise<Made> {
  const name = basename(options.song);
  const project = await answer(
    api.POST('/api/projects', {
      params: { header: once() },
      body: {
        title: (options.title ?? basename(name, extname(name))).slice(0, 200),
        aspectRatio: options.aspect,
        sceneCount: options.scenes,
        ...(options.style === undefined ? {} : { style: options.style }),
      },
    }),
  );
  const path = { projectId: project.id };

  const views = new LiveViews();
  const live = connectProject({
    baseUrl: api.baseUrl,
    projectId: project.id,
    ticket: ticketsOf(api, project.id),
    since: 0,
    onEvent(event) {
      if (event.type === 'job.updated') progress.show(event.data);
      views.change(event);
    },
    onSnapshot({ data }) {
      for (const job of data.jobs) progress.show(job);
      views.replace(data);
    },
    onState(state, reason) {
      if (state === 'interrupted') progress.say('  The connection was lost; it comes back by itself.');
      if (state === 'failed') views.fail(reason);
    },
  });
  try {
    const song = { name, type: songType(name), bytes: await openAsBlob(options.song) };
    const upload = await uploadSong(api, project.id, song);
    const { failure } = await views.until(
      'uploads',
      ({ id, status }) => id === upload.id && isSettled(status),
    );
    if (failure !== null) throw new Error(`The song was rejected: ${failure.message}`);
    if (options.lyrics !== null) {
      const body = { source: await readFile(options.lyrics, 'utf8'), fileName: basename(options.lyrics) };
      await answer(api.PUT('/api/projects/{projectId}/lyrics', { params: { path }, body }));
    }
    const { run, jobs } = await answer(
      api.POST('/api/projects/{projectId}/run', {
        params: { path, header: once() },
        body: { until: 'assemble_video', approvals: 'automatic' },
      }),
    );
    progress.plan(jobs);
    const ended = await views.until('runs', ({ id, status }) => id === run.id && status !== 'running');
    return await outcome(api, path, ended);
  } finally {
    live.close();
  }
}

async function outcome(api: Api, path: { projectId: string }, run: Run): Promise<Made> {
  const params = { params: { path } };
  const [project, jobs, scenes, films] = await Promise.all([
    answer(api.GET('/api/projects/{projectId}', params)),
    answer(api.GET('/api/projects/{projectId}/jobs', params)),
    answer(api.GET('/api/projects/{projectId}/scenes', params)),
    answer(api.GET('/api/projects/{projectId}/videos', params)),
  ]);
  return {
    project,
    run,
    jobs: jobs.items.filter(({ runId }) => runId === run.id),
    scenes: scenes.items,
    film: films.items.findLast(({ status }) => status === 'succeeded') ?? null,
  };
}

const isSettled = (status: string) => status === 'ready' || status === 'rejected';
