import { MediaJobView } from '#contracts/media.ts';
import { type Api, answer } from '#dev/client/api-client.ts';
import type { Task } from '#dev/client/api-types.ts';
import type { Stack } from '#dev/stack/start-stack.ts';
import type { MediaFacts, RunFacts, TaskFacts } from './facts.ts';
import { callsOfTasks, paidCalls } from './ledger.ts';
import type { Walk } from './walk.ts';

/** Tasks whose FFmpeg job is looked at; it goes by the task and its attempt. */
const MEDIA_WORK: ReadonlySet<Task['work']> = new Set([
  'conform-clip',
  'render-seam',
  'assemble-film',
  'make-poster',
]);

/** Gathers, after a run, what the API, the simulators and the FFmpeg service know of it. */
export async function collectFacts(
  api: Api,
  stack: Pick<Stack, 'simulatorUrl' | 'mediaUrl'>,
  walk: Walk,
): Promise<RunFacts> {
  const path = { projectId: walk.projectId };
  const jobs = await Promise.all(
    walk.jobs.map(({ id }) => {
      const params = { path: { ...path, jobId: id } };
      return answer(api.GET('/api/projects/{projectId}/jobs/{jobId}', { params }));
    }),
  );
  const unclean = jobs.find(({ status }) => status !== 'succeeded');
  if (unclean) throw new Error(`${unclean.stage} is ${unclean.status}: ${JSON.stringify(unclean.failures)}`);
  const tasks = jobs.flatMap((job) => job.tasks);
  const repeated = tasks.find(({ attempt, status }) => attempt > 1 || status !== 'succeeded');
  if (repeated)
    throw new Error(`a ${repeated.work} task needed ${repeated.attempt} attempts: ${repeated.status}`);

  const calls = callsOfTasks(tasks, await callsOfRun(stack.simulatorUrl, walk));
  const collected = tasks.map(async (task): Promise<TaskFacts> => {
    const { id, work, sceneId, startedAt, endedAt } = task;
    return {
      id,
      work,
      sceneId,
      startedAt: timeOf(startedAt),
      endedAt: timeOf(endedAt),
      call: calls.get(id) ?? null,
      media: MEDIA_WORK.has(work) ? await mediaFacts(stack.mediaUrl, `${work}:${id}:1`) : null,
    };
  });
  return {
    askedAt: walk.askedAt,
    begunAt: Math.max(songReadyAt(walk), ...jobs.map(({ createdAt }) => timeOf(createdAt))),
    heardAt: walk.heardAt,
    tasks: await Promise.all(collected),
    promptsTaskOf: await promptsTasks(api, path, tasks),
  };
}

async function callsOfRun(simulatorUrl: string, { projectId, askedAt }: Walk) {
  const calls = await paidCalls(simulatorUrl);
  return calls.filter(({ createdAt, webhookQuery }) =>
    webhookQuery === undefined ? Date.parse(createdAt) >= askedAt : webhookQuery.project === projectId,
  );
}

async function mediaFacts(mediaUrl: string, jobId: string): Promise<MediaFacts> {
  const response = await fetch(`${mediaUrl}/jobs/${encodeURIComponent(jobId)}`);
  const { queuedSeconds, workedSeconds } = MediaJobView.parse(await response.json());
  return { queuedMs: queuedSeconds * 1000, workedMs: workedSeconds * 1000 };
}

/** A prompt was written in the same commit that ended its task: both carry its time. */
async function promptsTasks(
  api: Api,
  path: { readonly projectId: string },
  tasks: readonly Task[],
): Promise<Map<string, string>> {
  const prompts = await answer(api.GET('/api/projects/{projectId}/prompts', { params: { path } }));
  const writers = new Map(
    tasks.flatMap(({ id, work, endedAt }) => (work === 'write-prompts' ? [[endedAt, id]] : [])),
  );
  return new Map(prompts.items.map(({ sceneId, createdAt }) => [sceneId, writers.get(createdAt) ?? '']));
}

function songReadyAt({ events, uploadId }: Walk): number {
  const ready = events.find(
    ({ type, data }) => type === 'upload.updated' && data.id === uploadId && data.status === 'ready',
  );
  if (ready === undefined) throw new Error('nobody said that the song was ready');
  return timeOf(ready.at);
}

function timeOf(text: string | null): number {
  const time = Date.parse(text ?? '');
  if (Number.isNaN(time)) throw new Error('a task that ended has no times');
  return time;
}
