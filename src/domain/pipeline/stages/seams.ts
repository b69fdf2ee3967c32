/**
 * Seams between scenes: rendered by themselves, as soon as the segments at both of their sides are there, with which the
 * frames come that a seam is made of.
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
import { handleKeyOf } from '../handles.ts';
import { isActive } from '../jobs.ts';
import { cutOf, type FilmPlan, filmCut, seamRecipe } from '../pictures.ts';
import type { SideInput } from '../task-io.ts';
import { openTask } from '../tasks/open-task.ts';
import { cancelTask } from '../tasks/settle.ts';
import { endedAs, isEnded, problem, type Work } from '../work.ts';
import { pictureInput, segmentStatus } from './segments.ts';

/** A scene with the take that stands for it. */
export interface SeamEnd {
  readonly scene: Scene;
  readonly take: ClipTake | ImageTake;
}

/** Seams into one scene that are remembered, so that what is undone is not rendered again. */
const REMEMBERED = 8;

/** The seam between two takes as a job needs it: has it rendered unless exactly that one is there or on its way. */
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
  return renderSeam(draft, recipe, cut.sceneId, job.id);
}

/**
 * Starts every seam whose scenes both have an approved clip that is made ready for it, without waiting for anybody to ask for
 * the film. What failed or was canceled is left to whoever asks for the next film.
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
    const recipe = incoming && recipeOf(draft, cut, [outgoing, incoming], plan);
    if (recipe && !seamOf(draft, recipe)) renderSeam(draft, recipe, cut.sceneId, null);
  }
}

function settledEnd(draft: Draft, sceneId: string, plan: FilmPlan): SeamEnd | undefined {
  const scene = draft.get('scene', sceneId);
  const take = draft.get('clip', scene?.clipId ?? null);
  if (!scene || take?.status !== 'succeeded' || take.approval !== 'approved') return undefined;
  return segmentStatus(draft, scene, take, plan) === 'ready' ? { scene, take } : undefined;
}

function recipeOf(
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

function seamOf(draft: Draft, recipe: SeamRecipe): Seam | undefined {
  const fingerprint = seamFingerprint(recipe);
  return draft.all('seam').find((seam) => seam.fingerprint === fingerprint);
}

/** Opens the one task for a seam. Others into the same scene that are still on their way are no longer wanted. */
function renderSeam(draft: Draft, recipe: SeamRecipe, sceneId: string, jobId: string | null): Seam {
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
  const seam = draft.put<Seam>({
    kind: 'seam',
    id: known?.id ?? newId(),
    projectId,
    sceneId,
    status: 'queued',
    fingerprint,
    key: seamKey(projectId, fingerprint),
    recipe,
    black: [],
    failure: null,
    createdAt: known?.createdAt ?? now,
    updatedAt: now,
  });
  openTask(draft, { work: 'render-seam', subjectId: seam.id, jobId, sceneId });
  return seam;
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

function sideInput(draft: Draft, recipe: SeamRecipe, side: PictureCut): SideInput | undefined {
  const picture = pictureInput(draft, side);
  const frames = { ...side, frames: recipe.frames };
  return picture && { ...picture, handleKey: handleKeyOf(draft.project().id, frames, recipe) };
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
