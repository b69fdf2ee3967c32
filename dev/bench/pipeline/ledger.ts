import { z } from 'zod';
import type { TaskView } from '#contracts/views/views.ts';
import { type PaidCall, paidCallSchema } from '#dev/simulators/ledger.ts';
import type { CallFacts } from './facts.ts';

const Stats = z.object({ paid: z.object({ calls: z.array(paidCallSchema) }) });

/** Every call that the simulators were paid for. */
export async function paidCalls(simulatorUrl: string): Promise<PaidCall[]> {
  const response = await fetch(`${simulatorUrl}/control/stats`);
  return Stats.parse(await response.json()).paid.calls;
}

/** Has the simulators take their time from now on. */
export async function setLatencies(simulatorUrl: string, latencies: object): Promise<void> {
  const response = await fetch(`${simulatorUrl}/control/latency`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(latencies),
  });
  if (!response.ok) throw new Error(`the simulators refused the latencies: ${await response.text()}`);
}

const PAID = new Set<TaskView['work']>([
  'transcribe',
  'analyze-scenes',
  'write-prompts',
  'create-image',
  'create-clip',
]);

/**
 * Which call was made for which task, by the task's id. A prediction names its task in its webhook's URL. A plain
 * call names nobody: its answer is what ended the task, so calls and tasks of one kind end in the same order.
 *
 * @param calls of this run alone. Throws where a task was paid twice or not at all.
 */
export function callsOfTasks(
  tasks: readonly Pick<TaskView, 'id' | 'work' | 'startedAt' | 'endedAt'>[],
  calls: readonly PaidCall[],
): Map<string, CallFacts> {
  const paid = tasks.filter(({ work }) => PAID.has(work));
  if (paid.length !== calls.length)
    throw new Error(`${calls.length} paid calls for ${paid.length} paid tasks`);
  const plainCalls = calls.filter(({ webhookQuery }) => webhookQuery === undefined).sort(byEnd);
  const plainTasks = paid.filter(({ work }) => !work.startsWith('create-')).sort(byEnd);
  return new Map(
    paid.map((task) => {
      const call = task.work.startsWith('create-')
        ? calls.find(({ webhookQuery }) => webhookQuery?.task === task.id)
        : plainCalls[plainTasks.indexOf(task)];
      if (call?.endedAt === undefined)
        throw new Error(`no finished call for the ${task.work} task ${task.id}`);
      const [createdAt, endedAt] = [Date.parse(call.createdAt), Date.parse(call.endedAt)];
      if (createdAt < Date.parse(task.startedAt ?? '') || endedAt > Date.parse(task.endedAt ?? '')) {
        throw new Error(`the call found for the ${task.work} task ${task.id} is not its own`);
      }
      return [task.id, { createdAt, endedAt, latencyMs: call.latencyMs }];
    }),
  );
}

function byEnd(
  a: { endedAt?: string | null | undefined },
  b: { endedAt?: string | null | undefined },
): number {
  return Date.parse(a.endedAt ?? '') - Date.parse(b.endedAt ?? '');
}
