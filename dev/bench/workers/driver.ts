/**
 * Beside the API in a bench: does at once what consumers and providers would do. Tasks end well as soon as their
 * message is sent; what only Postgres would hear is taken and forgotten.
 */
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { QueueMessage, type TaskMessage } from '#contracts/queue.ts';
import type { Inputs, InputType } from '#domain/pipeline/reduce.ts';
import { isRefusal, type Refusal } from '#domain/pipeline/refusal.ts';
import { probed, resultOf } from '#domain/pipeline/testing/results.ts';
import { type ProjectNamespace, type ProjectRpc, projectClient } from '#project/client.ts';

interface Env {
  readonly PROJECTS: ProjectNamespace;
}

/** As long as an average scene of a music video. */
const SCENE_SECONDS = 5;

/** What a queue's producer posts: bodies are JSON in base64. */
const Batch = z.object({ messages: z.array(z.object({ body: z.base64() })) });

/** Stands where the queues would. */
export const queue: ExportedHandler<Env> = {
  async fetch(request, { PROJECTS }, ctx) {
    const { messages } = Batch.parse(await request.json());
    const tasks = messages
      .map(({ body }) => QueueMessage.parse(JSON.parse(atob(body))))
      .filter((message) => message.type === 'task');
    ctx.waitUntil(Promise.all(tasks.map((task) => perform(projectClient(PROJECTS, task.projectId), task))));
    return Response.json({ metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } });
  },
};

/** `POST /<project id>` has a project that was just created made into a film. */
export const fill: ExportedHandler<Env> = {
  async fetch(request, { PROJECTS }) {
    const project = projectClient(PROJECTS, new URL(request.url).pathname.slice(1));
    const id = uuidv7();
    const file = { fileName: 'song.mp3', contentType: 'audio/mpeg', sizeBytes: 1000, key: 'song.mp3' };
    await execute(project, 'open-upload', { id, purpose: 'song', ...file });
    await execute(project, 'complete-upload', { uploadId: id });
    await execute(project, 'start-run', { until: 'assemble_video', approvals: 'automatic' });
    return new Response(null, { status: 204 });
  },
};

async function perform(project: ProjectRpc, { taskId, attempt }: TaskMessage): Promise<void> {
  const claim = await execute(project, 'claim', { taskId, attempt });
  const task = granted(await project.entity('house', 'task', taskId));
  if (!claim.wanted || task === null) return;
  const { input } = claim;
  const result = input.work === 'probe-upload' ? probed(await songSeconds(project)) : resultOf(input, task);
  await execute(project, 'settle', { taskId, attempt, outcome: { type: 'done', result } });
}

async function songSeconds(project: ProjectRpc): Promise<number> {
  const [row] = granted(await project.views('house', ['project'])).views.project;
  return SCENE_SECONDS * (row?.settings.sceneCount ?? 1);
}

async function execute<T extends InputType>(
  project: ProjectRpc,
  type: T,
  input: Inputs[T][0],
): Promise<Inputs[T][1]> {
  const { reply } = await project.execute('house', type, input, null);
  return granted<Inputs[T][1]>(reply);
}

function granted<T>(reply: T | Refusal): T {
  if (typeof reply === 'object' && reply !== null && isRefusal(reply)) {
    throw new Error(`${reply.code}: ${reply.message}`);
  }
  // What is no refusal is the value; the compiler loses that with a generic.
  return reply as T;
}
