/** What lies between the scenes of a film, and all of its pieces in film order. */
import type { FilmSegment, Job, ProblemDetail, Scene, Seam } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import type { FilmPlan } from '../pictures.ts';
import { problem } from '../work.ts';
import type { Part, ReadyPart } from './film-parts.ts';
import { type SeamEnd, seamForJob } from './seams.ts';

/** A seam of the film; it comes where one of its sides does. `scene` is the one that it leads into. */
export type SeamPart =
  | { state: 'ready'; scene: Scene; from: Scene; seam: Seam }
  | { state: 'coming'; scene: Scene }
  | { state: 'failed'; scene: Scene; from: Scene; failure: ProblemDetail | null };

/** Looks for the seams of the plan. Each is rendered as soon as its frames are there. */
export function filmSeams(draft: Draft, plan: FilmPlan, parts: readonly Part[], job: Job): SeamPart[] {
  const byScene = new Map(parts.map((part) => [part.scene.id, part]));
  return plan.seams.flatMap((cut): SeamPart[] => {
    const [from, into] = [byScene.get(cut.fromSceneId), byScene.get(cut.sceneId)];
    if (!from || !into) return [];
    const ends = [endOf(from), endOf(into)] as const;
    const { scene } = into;
    // Where a scene has nothing to show, the film is refused for that.
    if (!ends[0] || !ends[1])
      return from.state === 'coming' || into.state === 'coming' ? [{ state: 'coming', scene }] : [];
    const seam = seamForJob(draft, cut, [ends[0], ends[1]], plan, job);
    if (!seam) return ends[0].isMade && ends[1].isMade ? [] : [{ state: 'coming', scene }];
    if (seam.status === 'ready') return [{ state: 'ready', scene, from: from.scene, seam }];
    if (seam.status === 'queued') return [{ state: 'coming', scene }];
    return [{ state: 'failed', scene, from: from.scene, failure: seam.failure }];
  });
}

function endOf(part: Part): SeamEnd | undefined {
  if (part.state === 'missing' || !part.take) return undefined;
  return { scene: part.scene, take: part.take, isMade: part.state === 'ready' };
}

/** Why the film cannot be joined though every scene has its segment; null where it can. */
export function whyNoSeams(seams: readonly SeamPart[]): ProblemDetail | null {
  const failed = seams.flatMap((part) => (part.state === 'failed' ? [part] : []));
  const [first] = failed;
  if (!first) return null;
  const places = failed.map(({ from, scene }) => `${from.index + 1} to ${scene.index + 1}`).join(', ');
  const what = failed.length === 1 ? 'the transition from scene' : 'the transitions from scenes';
  const reason = first.failure?.message ?? 'It could not be rendered.';
  const message = `No film was made: ${what} ${places} could not be rendered. ${reason} Choose a cut there, or assemble again.`;
  return problem('transition-failed', message, true);
}

/** Seams and segments as they are joined. */
export function filmSegments(parts: readonly ReadyPart[], seams: readonly SeamPart[]): FilmSegment[] {
  return parts.flatMap(({ scene, take }) => {
    if (!take.segment) return [];
    const { key, frames, black, frozen, heldFromFrame } = take.segment;
    const shown = { sceneId: scene.id, takeKind: take.kind, takeId: take.id };
    const seam = seams.find((part) => part.scene.id === scene.id);
    return [
      ...(seam ? seamSegment(seam) : []),
      { ...shown, key, frames, black, frozen, heldFromFrame, seam: null },
    ];
  });
}

function seamSegment(part: SeamPart): FilmSegment[] {
  if (part.state !== 'ready') return [];
  const { key, black, recipe } = part.seam;
  const { outgoing, incoming, blend, frames } = recipe;
  const from = {
    fromSceneId: part.from.id,
    fromTakeKind: outgoing.picture.takeKind,
    fromTakeId: outgoing.picture.takeId,
  };
  const { takeKind, takeId } = incoming.picture;
  const found = { black, frozen: [], heldFromFrame: null };
  return [
    { sceneId: part.scene.id, takeKind, takeId, key, frames, ...found, seam: { blend, ...from, black } },
  ];
}
