/**
 * The seam behind a clip, made in the job that makes the clip's segment: its frames come out of the same decoder, and no
 * second program has to be started and waited for. Only where it would wait for that segment and for nothing else; what
 * does not come of it is rendered by itself.
 */
import type { ClipTake, ImageTake, SeamRecipe } from '#contracts/entities/index.ts';
import type { FrameSpan } from '#contracts/media-jobs/frames.ts';
import { seamKey } from '#domain/files/object-keys.ts';
import type { Draft } from '../draft.ts';
import { seamFingerprint } from '../fingerprint.ts';
import { hasHandle } from '../handles.ts';
import { filmCut } from '../pictures.ts';
import type { SeamInput } from '../task-io.ts';
import { putSeam, recipeOf, seamOf, settledEnd, sideInput } from './seams.ts';

/** What a take's conform job is given of the seam behind it; null where it is to make the segment alone. */
export function seamBeside(draft: Draft, take: ClipTake | ImageTake): SeamInput | null {
  const recipe = seamBehind(draft, take)?.recipe;
  const incoming = recipe && sideInput(draft, recipe, recipe.incoming);
  if (!incoming || seamOf(draft, recipe)) return null;
  const fingerprint = seamFingerprint(recipe);
  const { blend, frames, outgoing } = recipe;
  const { captions } = outgoing.picture;
  return { fingerprint, captions, incoming, blend, frames, outputKey: seamKey(take.projectId, fingerprint) };
}

/** Remembers a seam that came with a segment, if it is still the one that the film asks for. */
export function keepSeamBeside(
  draft: Draft,
  take: ClipTake | ImageTake,
  made: { readonly fingerprint: string; readonly black: readonly FrameSpan[] },
): void {
  const seam = seamBehind(draft, take);
  if (!seam || seamFingerprint(seam.recipe) !== made.fingerprint || seamOf(draft, seam.recipe)) return;
  const { recipe, sceneId } = seam;
  putSeam(draft, recipe, { sceneId, jobId: null, status: 'ready', black: [...made.black] });
}

/** The seam out of the take's scene, where that take and the next one are the film's and its frames come with this one alone. */
function seamBehind(
  draft: Draft,
  take: ClipTake | ImageTake,
): { recipe: SeamRecipe; sceneId: string } | undefined {
  const plan = filmCut(draft);
  const cut = plan.seams.find(({ fromSceneId }) => fromSceneId === take.sceneId);
  const from = cut && settledEnd(draft, cut.fromSceneId, plan);
  const into = cut && settledEnd(draft, cut.sceneId, plan);
  if (!from || !into || from.take.id !== take.id) return undefined;
  const recipe = recipeOf(draft, cut, [from, into], plan);
  if (!recipe || !hasHandle(take, recipe.outgoing)) return undefined;
  if (!into.isMade && hasHandle(into.take, recipe.incoming)) return undefined;
  return { recipe, sceneId: cut.sceneId };
}
