import type { ClipTake, ImageTake, PictureCut, Scene, Segment } from '#contracts/entities/index.ts';
import { segmentKey } from '#domain/files/object-keys.ts';
import type { Draft } from '../draft.ts';
import { segmentFingerprint } from '../fingerprint.ts';
import { cutOf, type FilmPlan, filmCut, segmentRecipe } from '../pictures.ts';
import type { PictureInput } from '../task-io.ts';
import { openTask } from '../tasks/open-task.ts';
import { cancelTask } from '../tasks/settle.ts';
import { isEnded } from '../work.ts';

type Take = ImageTake | ClipTake;

/** Segments of other cuts that a take remembers. */
const REMEMBERED = 6;

/**
 * Has the take made into the scene's segment, unless exactly that one is there or on its way: a clip is conformed to
 * the frames that are the scene's own, over a still the camera moves. Segments are stored under their fingerprint, so
 * that the same one is made once, also where the film was cut differently in between.
 */
export function ensureSegment(
  draft: Draft,
  scene: Scene,
  take: Take,
  jobId: string | null,
  plan: FilmPlan = filmCut(draft),
): void {
  const wanted = wantedSegment(draft, scene, take, plan);
  const { segment } = take;
  if (!wanted || (segment?.fingerprint === wanted.fingerprint && segment.status !== 'failed')) return;
  for (const task of conformTasks(draft, take)) if (!isEnded(task)) cancelTask(draft, task);
  const isWanted = ({ fingerprint }: Segment) => fingerprint === wanted.fingerprint;
  const made = take.earlierSegments.find(isWanted);
  const others = [...(segment?.status === 'ready' ? [segment] : []), ...take.earlierSegments];
  const earlierSegments = others.filter((other) => !isWanted(other)).slice(0, REMEMBERED);
  draft.put<Take>({ ...take, segment: made ?? wanted, earlierSegments });
  if (!made) openTask(draft, { work: 'conform-clip', subjectId: take.id, jobId, sceneId: scene.id });
}

/** The segment that the scene asks for now; undefined for a scene that is no longer in the storyboard. */
function wantedSegment(draft: Draft, scene: Scene, take: Take, plan: FilmPlan): Segment | undefined {
  const cut = cutOf(plan, scene);
  if (!cut) return undefined;
  const recipe = segmentRecipe(draft.project().settings, scene, take, cut, plan.captions);
  const fingerprint = segmentFingerprint(recipe);
  const key = segmentKey(take.projectId, fingerprint);
  const unseen = { black: [], frozen: [], heldFromFrame: null };
  return { status: 'queued', fingerprint, key, frames: recipe.frames, recipe, ...unseen };
}

function conformTasks(draft: Draft, take: Take) {
  return draft.all('task').filter(({ work, subjectId }) => work === 'conform-clip' && subjectId === take.id);
}

/** How far the segment is that the scene asks for now; null where nobody asked for exactly that one. */
export function segmentStatus(
  draft: Draft,
  scene: Scene,
  take: Take,
  plan: FilmPlan,
): Segment['status'] | null {
  const { segment } = take;
  if (!segment || segment.fingerprint !== wantedSegment(draft, scene, take, plan)?.fingerprint) return null;
  return segment.status;
}

/** True where this job has tried to make a segment of the take, in vain. */
export function hasFailedIn(draft: Draft, jobId: string, take: Take): boolean {
  return conformTasks(draft, take).some((task) => task.jobId === jobId && task.status === 'failed');
}

/** What the media service is given of a take's picture; undefined where the take, or its file, is gone. */
export function pictureInput(take: Take | undefined, cut: PictureCut): PictureInput | undefined {
  const { takeId: _, takeKind: __, ...picture } = cut.picture;
  return take?.key ? { picture: { ...picture, key: take.key }, fromFrame: cut.fromFrame } : undefined;
}

export function takeOf(draft: Draft, takeId: string): Take | undefined {
  return draft.get('clip', takeId) ?? draft.get('image', takeId);
}
