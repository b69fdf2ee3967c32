import type { Job } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { openJob } from '../jobs.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { sceneNames, scenesInOrder } from '../scenes.ts';
import { stillOf } from '../stages/film-parts.ts';
import { busyRefusal } from './busy.ts';
import { unknownPosterScene } from './unknown-scenes.ts';

/** Joins the stills to the song. Every scene must have one; approved or not, a preview shows what there is. */
export function makeAnimatic(draft: Draft, input: { posterSceneId: string | null }): Job | Refusal {
  const refused = busyRefusal(draft, 'make_animatic', null) ?? unknownPosterScene(draft, input.posterSceneId);
  if (refused) return refused;
  const scenes = scenesInOrder(draft);
  if (scenes.length === 0)
    return refuse('scenes-missing', 'There are no scenes yet: analyze the song first.');
  const lacking = scenes.filter((scene) => stillOf(draft, scene) === undefined);
  if (lacking.length > 0) {
    const ids = lacking.map(({ id }) => id);
    return refuse('images-missing', `There is no picture yet of ${sceneNames(lacking)}.`, ids);
  }
  return openJob(draft, { stage: 'make_animatic', sceneIds: null, runId: null, order: input });
}
