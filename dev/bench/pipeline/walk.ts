import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { type Api, answer, once, ticketsOf } from '#dev/client/api-client.ts';
import type { Job, LiveEvent, Run } from '#dev/client/api-types.ts';
import { connectProject } from '#dev/client/live-events.ts';
import { uploadSong } from '#dev/client/upload-song.ts';

/** What a client saw of one run. Times in milliseconds since the epoch. */
export interface Walk {
  readonly projectId: string;
  readonly uploadId: string;
  readonly askedAt: number;
  readonly heardAt: number;
  readonly run: Run;
  readonly jobs: readonly Job[];
  readonly events: readonly LiveEvent[];
}

/** Longer than any run takes. */
const PATIENCE_MS = 300_000;

/**
 * Takes a song through a whole run, as any client would, and waits at the WebSocket for its end. Throws where it ends
 * otherwise than succeeded, and says what the jobs say of it.
 */
export async function walk(api: Api, song: string, scenes: number): Promise<Walk> {
  const body = { title: 'Bench', sceneCount: scenes };
  const { id: projectId } = await answer(api.POST('/api/projects', { params: { header: once() }, body }));
  const events: LiveEvent[] = [];
  const ended = Promise.withResolvers<{ run: Run; heardAt: number }>();
  const live = connectProject({
    baseUrl: api.baseUrl,
    projectId,
    ticket: ticketsOf(api, projectId),
    since: 0,
    onEvent(event) {
      const heardAt = Date.now();
      events.push(event);
      if (event.type !== 'run.updated') return;
      const run = event.data;
      if (run.status !== 'running') ended.resolve({ run, heardAt });
    },
    onSnapshot: () => ended.reject(new Error('the socket lost its place')),
    onState(state, reason) {
      if (state === 'failed') ended.reject(reason);
    },
  });
  const patience = setTimeout(() => ended.reject(new Error('the run does not end')), PATIENCE_MS);
  try {
    const file = { name: basename(song), type: 'audio/mpeg', bytes: await openAsBlob(song) };
    const { id: uploadId } = await uploadSong(api, projectId, file);
    const askedAt = Date.now();
    const started = await answer(
      api.POST('/api/projects/{projectId}/run', {
        params: { path: { projectId }, header: once() },
        body: { until: 'assemble_video', approvals: 'automatic' },
      }),
    );
    const { run, heardAt } = await ended.promise;
    if (run.status !== 'succeeded') throw new Error(`the run is ${run.status}: ${complaints(events)}`);
    return { projectId, uploadId, askedAt, heardAt, run, jobs: started.jobs, events };
  } finally {
    clearTimeout(patience);
    live.close();
  }
}

function complaints(events: readonly LiveEvent[]): string {
  const jobs = events.flatMap((event) => (event.type === 'job.updated' ? [event.data] : []));
  const said = jobs.flatMap(({ stage, failure, failures }) =>
    [failure, ...failures].flatMap((one) => (one === null ? [] : [`${stage}: ${one.code} ${one.message}`])),
  );
  return [...new Set(said)].join('; ');
}
