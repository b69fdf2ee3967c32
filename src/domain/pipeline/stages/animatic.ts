/** The film before any clip is paid for: the camera moves over the still of each scene, to the song. */
import type { Job, Scene } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import type { FilmPlan } from '../pictures.ts';
import { filmPart, type Part, partOf, stillOf } from './film-parts.ts';

/** True for a film of stills alone: a cheap preview that declares itself as one, and never the project's film. */
export function isAnimatic(job: Pick<Job, 'stage'>): boolean {
  return job.stage === 'make_animatic';
}

/** What stands for a scene in what the job joins: in an animatic the still, also where there is a clip by now. */
export function jobPart(draft: Draft, scene: Scene, job: Job, upstream: boolean, plan: FilmPlan): Part {
  if (!isAnimatic(job)) return filmPart(draft, scene, job, upstream, plan);
  const still = stillOf(draft, scene);
  return still ? partOf(draft, scene, still, job, null, plan) : { state: 'missing', scene };
}
