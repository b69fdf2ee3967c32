/**
 * Seams between scenes: rendered by themselves, as soon as the frames are there that they are made of. Where these come
 * with a segment a seam waits for it; else the segment is made at the same time.
 */
import type {
  ClipTake,
  ImageTake,
  Job,
  PictureCut,
  Scene,
  Seam,
  SeamRecipe,
} from '#contracts/entities/index.ts';
import { seamKey } from '#domain/files/object-keys.ts';
import type { SeamCut } from '#domain/film/cut-plan.ts';
import type { Draft } from '../draft.ts';
import { seamFingerprint } from '../fingerprint.ts';
import { handleKeyOf, hasHandle } from '../handles.ts';
import { isActive } from '../jobs.ts';
import { cutOf, type FilmPlan, filmCut, seamRecipe } from '../pictures.ts';
import type { SideInput } from '../task-io.ts';
import { openTask } from '../tasks/open-task.ts';
import { cancelTask } from '../tasks/settle.ts';
import { endedAs, isEnded, problem, type Work } from '../work.ts';
import { pictureInput, segmentStatus, takeOf } from './segments.ts';

/** A scene with the take that stands for it, whose segment is there or on its way. */
export interface SeamEnd {
  readonly scene: Scene;
  readonly take: ClipTake | ImageTake;
  readonly isMade: boolean;
}

/** Seams into one scene that are remembered, so that what is undone is not rendered again. */
const REMEMBERED = 8;

/**
 * The seam between two takes as a job needs it: has it rendered unless exactly that one is there or on its way. Undefined
 * as long as it waits for a segment.
 */
export function seamForJob(
  draft: Draft,
  cut: SeamCut,
  ends: readonly [SeamEnd, SeamEnd],
  plan: FilmPlan,
  job: Job,
): Seam | undefined {
  const recipe = recipeOf(draft, cut, ends, plan);
  if (!recipe) return undefined;
  const known = seamOf(draft, recipe);
  if (known && (known.status === 'queued' || known.status === 'ready' || hasFailedIn(draft, job.id, known)))
    return known;
  return waits(recipe, ends) ? undefined : renderSeam(draft, recipe, cut.sceneId, job.id);
}

/** True while one of the segments is not made with which frames of the seam come. */
function waits({ outgoing, incoming }: SeamRecipe, [from, into]: readonly [SeamEnd, SeamEnd]): boolean {
  return (!from.isMade && hasHandle(from.take, outgoing)) || (!into.isMade && hasHandle(into.take, incoming));
}

/**
 * Starts every seam whose scenes both have an approved clip that is being made ready, without waiting for anybody to ask
 * for the film. What failed or was canceled is left to whoever asks for the next film.
 */
export function advanceSeams(draft: Draft): void {
  const scenes = draft.all('scene');
  if (scenes.length === 0) return;
  const { transition } = draft.project().settings;
  if (scenes.every((scene) => (scene.transition ?? transition).kind === 'cut')) return;
  const plan = filmCut(draft);
  for (const cut of plan.seams) {
    const outgoing = settledEnd(draft, cut.fromSceneId, plan);
    const incoming = outgoing && settledEnd(draft, cut.sceneId, plan);
    if (!incoming) continue;
    const ends = [outgoing, incoming] as const;
    const recipe = recipeOf(draft, cut, ends, plan);
    if (recipe && !seamOf(draft, recipe) && !waits(recipe, ends))
      renderSeam(draft, recipe, cut.sceneId, null);
  }
}

export function settledEnd(draft: Draft, sceneId: string, plan: FilmPlan): SeamEnd | undefined {
  const scene = draft.get('scene', sceneId);
  const take = draft.get('clip', scene?.clipId ?? null);
  if (!scene || take?.status !== 'succeeded' || take.approval !== 'approved') return undefined;
  const status = segmentStatus(draft, scene, take, plan);
  return status === 'ready' || status === 'queued' ? { scene, take, isMade: status === 'ready' } : undefined;
}

export function recipeOf(
  draft: Draft,
  cut: SeamCut,
  [outgoing, incoming]: readonly [SeamEnd, SeamEnd],
  plan: FilmPlan,
): SeamRecipe | undefined {
  const [from, into] = [cutOf(plan, outgoing.scene), cutOf(plan, incoming.scene)];
  if (!from || !into) return undefined;
  const { settings } = draft.project();
  return seamRecipe(settings, cut, { ...outgoing, cut: from }, { ...incoming, cut: into }, plan.captions);
}

export function seamOf(draft: Draft, recipe: SeamRecipe): Seam | undefined {
  const fingerprint = seamFingerprint(recipe);
  return draft.all('seam').find((seam) => seam.fingerprint === fingerprint);
}

/** Opens the one task for a seam. */
function renderSeam(draft: Draft, recipe: SeamRecipe, sceneId: string, jobId: string | null): Seam {
  const seam = putSeam(draft, recipe, { sceneId, jobId, status: 'queued', black: [] });
  openTask(draft, { work: 'render-seam', subjectId: seam.id, jobId, sceneId });
  return seam;
}

/** Puts a seam among those of its scene. Others there that are still on their way are no longer wanted. */
export function putSeam(
  draft: Draft,
  recipe: SeamRecipe,
  { sceneId, jobId, status, black }: Pick<Seam, 'sceneId' | 'status' | 'black'> & { jobId: string | null },
): Seam {
  const { now, newId } = draft.context;
  const known = seamOf(draft, recipe);
  const others = draft.all('seam').filter((seam) => seam.sceneId === sceneId && seam.id !== known?.id);
  // An animatic and a film have other seams at the same place, and both are wanted.
  const isWanted = (job: Job | undefined) => job !== undefined && job.id !== jobId && isActive(job);
  for (const other of others)
    for (const task of seamTasks(draft, other))
      if (!isEnded(task) && !isWanted(draft.get('job', task.jobId))) cancelTask(draft, task);
  for (const old of others.slice(0, -REMEMBERED)) draft.remove(old);
  const fingerprint = seamFingerprint(recipe);
  const { id: projectId } = draft.project();
  return draft.put<Seam>({
    kind: 'seam',
    id: known?.id ?? newId(),
    projectId,
    sceneId,
    status,
    fingerprint,
    key: seamKey(projectId, fingerprint),
    recipe,
    black,
    failure: null,
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  });
}

function seamTasks(draft: Draft, seam: Seam) {
  return draft.all('task').filter(({ work, subjectId }) => work === 'render-seam' && subjectId === seam.id);
}

function hasFailedIn(draft: Draft, jobId: string, seam: Seam): boolean {
  return (
    seam.status === 'failed' &&
    seamTasks(draft, seam).some((task) => task.jobId === jobId && task.status === 'failed')
  );
}

export function sideInput(draft: Draft, recipe: SeamRecipe, side: PictureCut): SideInput | undefined {
  const take = takeOf(draft, side.picture.takeId);
  const picture = pictureInput(take, side);
  if (!take || !picture) return undefined;
  return { ...picture, handleKey: handleKeyOf(take, { ...side, frames: recipe.frames }, recipe) };
}

export const seamWork: Work = {
  prepare(draft, task) {
    const seam = draft.get('seam', task.subjectId);
    const outgoing = seam && sideInput(draft, seam.recipe, seam.recipe.outgoing);
    const incoming = seam && sideInput(draft, seam.recipe, seam.recipe.incoming);
    if (!seam || !outgoing || !incoming)
      return { failure: problem('take-not-found', 'A clip of this transition is gone.') };
    const { blend, frames, frameRate, width, height } = seam.recipe;
    const sides = { outgoing, incoming };
    const format = { frames, frameRate, width, height };
    return { input: { work: 'render-seam', ...sides, blend, ...format, outputKey: seam.key }, price: null };
  },

  done(draft, task, result) {
    const seam = draft.get('seam', task.subjectId);
    if (!seam || result.work !== 'render-seam') return;
    draft.put<Seam>({ ...seam, status: 'ready', black: [...result.black], failure: null });
  },

  failed(draft, task, failure) {
    const seam = draft.get('seam', task.subjectId);
    if (seam) draft.put<Seam>({ ...seam, status: endedAs(task), failure });
  },
};
