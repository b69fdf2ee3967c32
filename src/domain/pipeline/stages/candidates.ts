/** Which takes a job makes of which scene, and which scenes are being worked on. */
import type { ClipTake, ImageTake, Job, JobKind, Scene } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { isActive, tasksOf } from '../jobs.ts';
import { scenesInScope } from '../scenes.ts';
import { isEnded } from '../work.ts';

type Take = ImageTake | ClipTake;

/** The stages that make takes, with what they make. */
const TAKES = { generate_images: 'image', generate_clips: 'clip' } as const satisfies Partial<
  Record<JobKind, Take['kind']>
>;

/** Seeds are 31 bits wide everywhere. */
const SEEDS = 2 ** 31;

/** The takes that a job has begun, by scene. */
export function takesByScene<K extends Take['kind']>(
  draft: Draft,
  kind: K,
  job: Job,
): Map<string, Extract<Take, { kind: K }>[]> {
  // A list asked for by its kind holds takes of that kind.
  const takes = draft.all(kind) as Extract<Take, { kind: K }>[];
  const own = takes.filter((take) => take.jobId === job.id);
  return Map.groupBy(own, (take) => take.sceneId);
}

/** The scenes that a job is about: those it names, or all but those that had what they need when it was asked for. */
export function scenesOfJob(draft: Draft, job: Job): Scene[] {
  return scenesInScope(draft, job.sceneIds).filter(({ id }) => !job.order.spared.includes(id));
}

/** The candidates that a job makes of a scene, by number: all, or those that failed in the job it retries. */
export function wantedCandidates(draft: Draft, kind: Take['kind'], job: Job, sceneId: string): number[] {
  const before = draft.get('job', job.order.retryOf);
  if (before) {
    const made: Take[] = takesByScene(draft, kind, before).get(sceneId) ?? [];
    if (made.length === 0) return wantedCandidates(draft, kind, before, sceneId);
    const failed = made.filter((take) => !isUsable(take)).map(({ candidate }) => candidate);
    if (failed.length > 0) return failed;
  }
  return Array.from({ length: job.order.candidates }, (_, index) => index + 1);
}

function isUsable(take: Take): boolean {
  return take.status === 'succeeded' && (take.kind === 'image' || take.segment?.status !== 'failed');
}

/** The seed of a candidate: counted on from the one that was asked for, else by chance; null where there is none. */
export function candidateSeed(draft: Draft, job: Job, candidate: number, takesSeed: boolean): number | null {
  if (!takesSeed) return null;
  const { seed } = job.order;
  return seed === null ? Math.floor(draft.context.random() * SEEDS) : (seed + candidate - 1) % SEEDS;
}

/** The active jobs of a stage that work on a scene, or will. */
export function jobsOnScene(draft: Draft, stage: JobKind, sceneId: string): Job[] {
  return draft
    .all('job')
    .filter((job) => job.stage === stage && isActive(job) && worksOn(draft, job, sceneId));
}

function worksOn(draft: Draft, job: Job, sceneId: string): boolean {
  const named = job.sceneIds?.includes(sceneId) ?? !job.order.spared.includes(sceneId);
  if (job.stage === 'generate_images' || job.stage === 'generate_clips') {
    const takes: Take[] = takesByScene(draft, TAKES[job.stage], job).get(sceneId) ?? [];
    return takes.length === 0 ? named : takes.some(isInWork);
  }
  const tasks = tasksOf(draft, job);
  return tasks.length === 0 ? named : tasks.some((task) => !isEnded(task) && task.sceneIds.includes(sceneId));
}

/** True while the take, or the segment that is made of it at once, is not done. */
function isInWork(take: Take): boolean {
  if (take.status === 'queued' || take.status === 'running') return true;
  return take.kind === 'clip' && take.segment?.status === 'queued';
}
