import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { ProjectEvent } from '#contracts/events.ts';
import { JobView, ProjectView, RunView, UploadView } from '#contracts/views/views.ts';
import type { Api } from '#dev/demo/api.ts';
import { followProject } from '#dev/demo/project-socket.ts';

/** What a client saw of one run. Times in milliseconds since the epoch. */
export interface Walk {
  readonly projectId: string;
  readonly uploadId: string;
  readonly askedAt: number;
  readonly heardAt: number;
  readonly run: RunView;
  readonly jobs: readonly JobView[];
  readonly events: readonly ProjectEvent[];
}

/** Longer than any run takes. */
const PATIENCE_MS = 300_000;

/**
 * Takes a song through a whole run, as any client would, and waits at the WebSocket for its end. Throws where it ends
 * otherwise than succeeded, and says what the jobs say of it.
 */
export async function walk(api: Api, song: string, scenes: number): Promise<Walk> {
  const project = await api.ask('POST', '/api/projects', ProjectView, { title: 'Bench', sceneCount: scenes });
  const path = `/api/projects/${project.id}`;
  const events: ProjectEvent[] = [];
  const ended = Promise.withResolvers<{ run: RunView; heardAt: number }>();
  const socket = followProject({
    apiUrl: api.url,
    projectId: project.id,
    since: 0,
    ticket: async () => (await api.ask('POST', `${path}/tickets`, z.object({ ticket: z.string() }))).ticket,
    onMessage: (message) => {
      const heardAt = Date.now();
      if (message.type === 'snapshot') return ended.reject(new Error('the socket lost its place'));
      const event = ProjectEvent.parse(message);
      events.push(event);
      if (event.type !== 'run.updated') return;
      const run = RunView.parse(event.data);
      if (run.status !== 'running') ended.resolve({ run, heardAt });
    },
  });
  const patience = setTimeout(() => ended.reject(new Error('the run does not end')), PATIENCE_MS);
  try {
    const uploadId = await upload(api, project.id, song);
    const askedAt = Date.now();
    const started = await api.ask('POST', `${path}/run`, z.object({ jobs: z.array(JobView) }), {
      until: 'assemble_video',
      approvals: 'automatic',
    });
    const { run, heardAt } = await ended.promise;
    if (run.status !== 'succeeded') throw new Error(`the run is ${run.status}: ${complaints(events)}`);
    return { projectId: project.id, uploadId, askedAt, heardAt, run, jobs: started.jobs, events };
  } finally {
    clearTimeout(patience);
    socket.close();
  }
}

function complaints(events: readonly ProjectEvent[]): string {
  const jobs = events.flatMap(({ type, data }) => (type === 'job.updated' ? [JobView.parse(data)] : []));
  const said = jobs.flatMap(({ stage, failure, failures }) =>
    [failure, ...failures].flatMap((one) => (one === null ? [] : [`${stage}: ${one.code} ${one.message}`])),
  );
  return [...new Set(said)].join('; ');
}

async function upload(api: Api, projectId: string, file: string): Promise<string> {
  const bytes = await readFile(file);
  const Presigned = z.object({
    upload: UploadView,
    url: z.string(),
    headers: z.record(z.string(), z.string()),
  });
  const { upload, url, headers } = await api.ask('POST', '/api/uploads/presign', Presigned, {
    projectId,
    fileName: basename(file),
    contentType: 'audio/mpeg',
    sizeBytes: bytes.byteLength,
  });
  const response = await fetch(url, { method: 'PUT', headers, body: bytes });
  if (!response.ok) throw new Error(`the storage did not take the song: ${response.status}`);
  await response.body?.cancel();
  await api.ask('POST', `/api/uploads/${upload.id}/complete`, UploadView, { projectId });
  return upload.id;
}
