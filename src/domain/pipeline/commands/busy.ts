import type { JobKind } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { activeJob, isActive } from '../jobs.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { sceneNames } from '../scenes.ts';
import { jobsOnScene } from '../stages/candidates.ts';

const PER_SCENE: readonly JobKind[] = ['generate_prompts', 'generate_images', 'generate_clips'];

/**
 * Why a stage cannot be started beside what runs. Jobs of one stage run side by side as long as no scene is worked
 * on by two of them; of jobs for every scene, and of stages that are not about scenes, there is one at a time.
 */
export function busyRefusal(
  draft: Draft,
  stage: JobKind,
  sceneIds: readonly string[] | null,
): Refusal | null {
  const paused = pausedRefusal(draft);
  if (paused) return paused;
  const rival = PER_SCENE.includes(stage)
    ? draft.all('job').find((job) => job.stage === stage && isActive(job) && job.sceneIds === null)
    : activeJob(draft, stage);
  if (rival && (sceneIds === null || !PER_SCENE.includes(stage))) {
    return refuse(
      'stage-busy',
      `This stage is already running as job ${rival.id}. Wait for it or cancel it.`,
    );
  }
  const busy = (sceneIds ?? []).flatMap((id) => {
    const [job] = jobsOnScene(draft, stage, id);
    const scene = draft.get('scene', id);
    return job && scene ? [{ job, scene }] : [];
  });
  const [first] = busy;
  if (!first) return null;
  const names = sceneNames(busy.map(({ scene }) => scene));
  const message = `Job ${first.job.id} of this stage already works on ${names}. Wait for it or cancel it.`;
  return refuse(
    'stage-busy',
    message,
    busy.map(({ scene }) => scene.id),
  );
}

/** No new work is begun while the project is paused. */
export function pausedRefusal(draft: Draft): Refusal | null {
  if (draft.project().pausedAt === null) return null;
  return refuse('project-paused', 'The project is paused. Resume it first: POST …/resume.');
}
