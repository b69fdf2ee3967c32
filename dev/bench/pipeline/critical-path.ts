import type { TaskKind } from '#contracts/entities/index.ts';
import type { RunFacts, TaskFacts } from './facts.ts';

/** The longest chain of simulated latencies, in milliseconds: no run can be faster, however quick the house is. */
export interface CriticalPath {
  readonly sceneId: string;
  readonly transcription: number;
  readonly analysis: number;
  readonly prompts: number;
  readonly image: number;
  readonly clip: number;
  readonly total: number;
}

/**
 * Follows the real dependencies: transcription, then analysis, then for each scene by itself the call that wrote its
 * prompt, its image and its clip. Throws where a task or its call is missing.
 */
export function criticalPath(facts: Pick<RunFacts, 'tasks' | 'promptsTaskOf'>): CriticalPath {
  const transcription = latency(only(facts.tasks, 'transcribe'));
  const analysis = latency(only(facts.tasks, 'analyze-scenes'));
  const paths = [...facts.promptsTaskOf.keys()].map((sceneId) => {
    const prompts = latency(promptsTask(facts, sceneId));
    const image = latency(only(facts.tasks, 'create-image', sceneId));
    const clip = latency(only(facts.tasks, 'create-clip', sceneId));
    const total = transcription + analysis + prompts + image + clip;
    return { sceneId, transcription, analysis, prompts, image, clip, total };
  });
  const [first, ...rest] = paths;
  if (first === undefined) throw new Error('a run without scenes has no path');
  return rest.reduce((longest, path) => (path.total > longest.total ? path : longest), first);
}

/** The one task of a kind, and of a scene where the kind has scenes. */
export function only(tasks: readonly TaskFacts[], work: TaskKind, sceneId: string | null = null): TaskFacts {
  const found = tasks.filter((task) => task.work === work && task.sceneId === sceneId);
  const [task] = found;
  if (task === undefined || found.length > 1) {
    throw new Error(
      `${found.length} tasks "${work}"${sceneId === null ? '' : ` of scene ${sceneId}`}, not one`,
    );
  }
  return task;
}

export function promptsTask(facts: Pick<RunFacts, 'tasks' | 'promptsTaskOf'>, sceneId: string): TaskFacts {
  const id = facts.promptsTaskOf.get(sceneId);
  const task = facts.tasks.find((known) => known.id === id);
  if (task === undefined) throw new Error(`nobody wrote a prompt for scene ${sceneId}`);
  return task;
}

function latency({ work, call }: TaskFacts): number {
  if (call === null) throw new Error(`the call of a "${work}" task is not known`);
  return call.latencyMs;
}
