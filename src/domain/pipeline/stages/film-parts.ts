/** What stands in a film for each of its scenes: the clip, or where the request allows it a moving still (P11). */
import type { ClipTake, ImageTake, Job, Scene } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { isActive } from '../jobs.ts';
import type { FilmPlan } from '../pictures.ts';
import { jobsOnScene } from './candidates.ts';
import { ensureSegment, hasFailedIn, segmentStatus } from './segments.ts';

/** The take that stands for a scene, or what is missing. */
export type Part =
  | { state: 'ready'; scene: Scene; take: ClipTake | ImageTake; reason: string | null }
  /** It is being made, or a person has still to decide; the take is named where only its segment lacks. */
  | { state: 'coming'; scene: Scene; take?: ClipTake | ImageTake }
  | { state: 'missing'; scene: Scene };

export type ReadyPart = Extract<Part, { state: 'ready' }>;

/** Looks for the scene's part, and has its segment made where that is all that lacks. */
export function filmPart(draft: Draft, scene: Scene, job: Job, upstream: boolean, plan: FilmPlan): Part {
  const clip = draft.get('clip', scene.clipId);
  if (isBeingRemade(draft, scene, clip)) return { state: 'coming', scene };
  if (isApproved(clip)) {
    const part = partOf(draft, scene, clip, job, null, plan);
    if (part.state !== 'missing') return part;
  }
  // A run waits for a person; a film that was asked for by itself takes what is there.
  const undecided = clip?.status === 'succeeded' && clip.approval === 'pending';
  if (undecided && (job.order.missing === 'refuse' || isInRun(draft, job))) return { state: 'coming', scene };
  const still = job.order.missing === 'still-motion' && !upstream ? stillOf(draft, scene) : undefined;
  return still ? partOf(draft, scene, still, job, whyNoClip(clip), plan) : { state: 'missing', scene };
}

/** True while a job makes another clip of the scene; other candidates of the selected one's own job are not waited for. */
function isBeingRemade(draft: Draft, scene: Scene, clip: ClipTake | undefined): boolean {
  return jobsOnScene(draft, 'generate_clips', scene.id).some(({ id }) => id !== clip?.jobId);
}

/** The take as the scene's part, once its segment is made; asks for that where it lacks. */
export function partOf(
  draft: Draft,
  scene: Scene,
  take: ClipTake | ImageTake,
  job: Job,
  reason: string | null,
  plan: FilmPlan,
): Part {
  if (segmentStatus(draft, scene, take, plan) === 'ready') return { state: 'ready', scene, take, reason };
  if (hasFailedIn(draft, job.id, take)) return { state: 'missing', scene };
  ensureSegment(draft, scene, take, job.id, plan);
  const cut = draft.get('clip', take.id) ?? draft.get('image', take.id) ?? take;
  // What was rendered for an earlier film is there at once.
  if (cut.segment?.status === 'ready') return { state: 'ready', scene, take: cut, reason };
  return { state: 'coming', scene, take: cut };
}

export function isApproved<T extends ClipTake | ImageTake>(take: T | undefined): take is T {
  return take?.status === 'succeeded' && take.approval === 'approved';
}

/** The still that can stand in for a scene's clip: the selected one before others, approved before pending. */
export function stillOf(draft: Draft, scene: Scene): ImageTake | undefined {
  const rank = (image: ImageTake) => (isApproved(image) ? 0 : 2) + (image.id === scene.imageId ? 0 : 1);
  return draft
    .all('image')
    .filter((image) => image.sceneId === scene.id && image.status === 'succeeded')
    .filter((image) => image.approval !== 'rejected')
    .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? 1 : -1))[0];
}

function whyNoClip(clip: ClipTake | undefined): string {
  if (!clip) return 'The scene has no clip.';
  if (clip.status !== 'succeeded') return `Its clip is ${clip.status}.`;
  if (clip.approval === 'pending') return 'Its clip is not approved.';
  if (clip.approval === 'rejected') return 'Its clip was rejected.';
  return 'Its clip could not be brought into the size of the film.';
}

function isInRun(draft: Draft, job: Job): boolean {
  const run = draft.get('run', job.runId);
  return run?.status === 'running' && isActive(job);
}
