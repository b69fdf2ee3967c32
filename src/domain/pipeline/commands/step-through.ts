import type { PastScene, StoryboardEdit } from '#contracts/entities/index.ts';
import { boardLimits, replaceScenes, type WantedScene } from '../board.ts';
import type { Draft } from '../draft.ts';
import { editsOf, isSamePlan, pastOf } from '../history.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { returnTakes } from '../returned-scenes.ts';
import { scenesInOrder } from '../scenes.ts';

/**
 * Takes back the newest step that is not undone, or does the oldest one again that is. Both restore exactly, or are
 * refused where something else changed the same scenes since. Locks are no hindrance: they are steps themselves.
 */
export function stepThrough(draft: Draft, direction: 'undo' | 'redo'): StoryboardEdit | Refusal {
  const steps = editsOf(draft);
  const edit =
    direction === 'undo'
      ? steps.findLast(({ undoneAt }) => undoneAt === null)
      : steps.find(({ undoneAt }) => undoneAt !== null);
  if (!edit)
    return refuse('nothing-to-undo', `There is no edit to ${direction === 'undo' ? 'undo' : 'do again'}.`);
  const limits = boardLimits(draft);
  if (isRefusal(limits)) return limits;
  const [from, to] = direction === 'undo' ? [edit.after, edit.before] : [edit.before, edit.after];
  const present = scenesInOrder(draft);
  const part = present.slice(edit.at, edit.at + from.length);
  const fits = part.length === from.length && part.every((scene, index) => isSamePlan(scene, from[index]));
  const wanted = present.map(pastOf).toSpliced(edit.at, from.length, ...to);
  if (!fits || wanted.at(-1)?.endFrame !== limits.frames) {
    const message = `The scenes of edit ${edit.number} (${edit.type}) were changed since, so that it cannot be ${direction === 'undo' ? 'undone' : 'done again'}.`;
    return refuse('edit-outdated', message);
  }
  const returning = to.filter(({ id }) => draft.get('scene', id) === undefined);
  replaceScenes(draft, wanted.map(wantedAgain));
  for (const { id } of returning) returnTakes(draft, id);
  // A scene that goes now comes back with the takes that it has now.
  const left = part.map(pastOf);
  const undoneAt = direction === 'undo' ? draft.context.now : null;
  return draft.put<StoryboardEdit>({
    ...edit,
    undoneAt,
    ...(direction === 'undo' ? { after: left } : { before: left }),
  });
}

function wantedAgain(past: PastScene): WantedScene {
  const { createdAt: _, promptId: __, imageId: ___, clipId: ____, ...rest } = past;
  // What a scene shows is no part of its plan: a scene that is there keeps it, one that comes back has its own again.
  const { footage: _____, cast: ______, systemPrompt, ...plan } = rest;
  return { ...plan, systemPrompt, past };
}
