/** What people are told of a film that is not all they asked for, and is made even so. */
import type { ProblemDetail, UnaskedSpan } from '#contracts/entities/index.ts';
import type { FrameRate } from '#contracts/media.ts';
import { fitClip } from '#domain/film/clip-fit.ts';
import { type CutPlan, spanFrames } from '#domain/film/cut-plan.ts';
import { frameAt, frameRateOf, secondsAt } from '#domain/film/frame-budget.ts';
import type { Draft } from '../draft.ts';
import { cutOf, inSeconds } from '../pictures.ts';
import { sceneNames } from '../scenes.ts';
import type { ReadyPart } from './film-parts.ts';

/** Lengths of clips are known to about a frame. */
const ROUNDING_FRAMES = 2;

/** Which transitions were shortened, and which clips were slowed or stand still because they are too short. */
export function filmNotes(draft: Draft, plan: CutPlan, parts: readonly ReadyPart[]): string[] {
  const shortened = parts.filter(({ scene }) => plan.shortened.some(({ sceneId }) => sceneId === scene.id));
  const fits = parts.map((part) => ({ scene: part.scene, ...fitOf(draft, plan, part) }));
  const held = fits.filter(({ heldFrames }) => heldFrames > ROUNDING_FRAMES);
  const slowed = fits.filter(({ speed }) => speed < 0.99);
  return [
    note(shortened, 'The transition into', 'is shorter than asked for: the scenes beside it are too short.'),
    note(slowed, 'The clip of', 'is too short and plays slower.'),
    note(held, 'The clip of', 'is too short; its last frame is held.'),
  ].flat();
}

function fitOf(draft: Draft, plan: CutPlan, { scene, take }: ReadyPart) {
  const cut = cutOf(plan, scene);
  const { fps, shortClips } = draft.project().settings;
  if (!cut || take.kind === 'image') return { speed: 1, heldFrames: 0 };
  const givenSeconds = take.requestedSeconds - inSeconds(scene, take);
  return fitClip({
    neededFrames: spanFrames(cut.picture),
    givenFrames: frameAt(givenSeconds, frameRateOf(fps)),
    short: shortClips.mode,
    slowestSpeed: shortClips.slowestSpeed,
  });
}

function note(parts: readonly { scene: ReadyPart['scene'] }[], before: string, after: string): string[] {
  if (parts.length === 0) return [];
  return [`${before} ${sceneNames(parts.map(({ scene }) => scene))} ${after}`];
}

/** Why the join encodes the song itself. */
export function soundNote(failure: ProblemDetail | null): string {
  const reason = failure === null ? '' : ` ${failure.message}`;
  return `The song's sound could not be made ready beforehand, and was encoded for this film alone.${reason}`;
}

/** What people should look at once more, a line for each span. */
export function unaskedNotes(draft: Draft, spans: readonly UnaskedSpan[], rate: FrameRate): string[] {
  return spans.flatMap(({ what, sceneId, fromFrame, toFrame }) => {
    const scene = draft.get('scene', sceneId);
    const [from, seconds] = [fromFrame, toFrame - fromFrame].map((frame) =>
      secondsAt(frame, rate).toFixed(2),
    );
    const name = scene ? sceneNames([scene]) : 'a scene';
    const state = what === 'black' ? 'is black' : 'stands still';
    return [`From ${from} s on, ${name} ${state} for ${seconds} s, and nobody asked for that.`];
  });
}
