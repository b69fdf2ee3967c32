/**
 * Where each frame of a film comes from. Scenes tile the film (P7). Around a boundary with a blend lies a seam of n
 * frames, from ceil(n/2) before it to floor(n/2) behind it; what the seams leave of a scene is its body. A scene's
 * picture runs from the first frame of the seam into it to the last of the seam out of it, so that bodies and seams are
 * cuts out of pictures, and the film keeps its length.
 *
 * Every body keeps a frame and no seam meets another: each seam has at most half of what a scene can spare, however
 * long the seam at the scene's other end is. So a transition never changes what is not beside it.
 */
import type { Transition } from '#contracts/entities/index.ts';
import type { FrameRate } from '#contracts/media.ts';
import type { Blend } from '#contracts/media-jobs/seam.ts';
import { frameAt } from './frame-budget.ts';

/** Frames `startFrame` to `endFrame` of the film, the latter not included. */
export interface FilmSpan {
  readonly startFrame: number;
  readonly endFrame: number;
}

export interface SceneToCut extends FilmSpan {
  readonly id: string;
  /** How the scene before becomes this one; the first scene's has no effect. */
  readonly transition: Transition;
}

export interface SceneCut {
  readonly sceneId: string;
  readonly body: FilmSpan;
  readonly picture: FilmSpan;
  /** Frame of the picture with which the body begins. */
  readonly fromFrame: number;
}

export interface SeamCut extends FilmSpan {
  readonly fromSceneId: string;
  /** The scene that it leads into; its picture begins with the seam. */
  readonly sceneId: string;
  readonly blend: Blend;
  /** Frame of the outgoing picture with which the seam begins. */
  readonly outgoingFromFrame: number;
}

/** A transition that got fewer frames than it asked for; without any it is a cut. */
export interface Shortened {
  readonly sceneId: string;
  readonly wishedFrames: number;
  readonly frames: number;
}

export interface CutPlan {
  /** In film order, as were the scenes. */
  readonly scenes: readonly SceneCut[];
  readonly seams: readonly SeamCut[];
  readonly shortened: readonly Shortened[];
}

/** Cuts a film. `scenes` are all of it, in film order. */
export function cutPlan(scenes: readonly SceneToCut[], rate: FrameRate): CutPlan {
  const wishes = scenes.map((scene, index) => (index === 0 ? 0 : blendFrames(scene.transition, rate)));
  const lengths = wishes.map((wish, index) => fittingFrames(wish, scenes, index));
  const cuts = scenes.map(({ id, startFrame, endFrame }, index): SceneCut => {
    const [into, out] = [lengths[index] ?? 0, lengths[index + 1] ?? 0];
    const body = { startFrame: startFrame + behind(into), endFrame: endFrame - before(out) };
    const picture = { startFrame: startFrame - before(into), endFrame: endFrame + behind(out) };
    return { sceneId: id, body, picture, fromFrame: body.startFrame - picture.startFrame };
  });
  const seams = cuts.flatMap((cut, index): SeamCut[] => {
    const [outgoing, kind] = [cuts[index - 1], scenes[index]?.transition.kind ?? 'cut'];
    if (!outgoing || kind === 'cut' || (lengths[index] ?? 0) === 0) return [];
    const span = { startFrame: cut.picture.startFrame, endFrame: cut.body.startFrame };
    const outgoingFromFrame = span.startFrame - outgoing.picture.startFrame;
    return [{ ...span, fromSceneId: outgoing.sceneId, sceneId: cut.sceneId, blend: kind, outgoingFromFrame }];
  });
  const shortened = cuts.flatMap(({ sceneId }, index): Shortened[] => {
    const [wishedFrames, frames] = [wishes[index] ?? 0, lengths[index] ?? 0];
    return frames < wishedFrames ? [{ sceneId, wishedFrames, frames }] : [];
  });
  return { scenes: cuts, seams, shortened };
}

export function spanFrames(span: FilmSpan): number {
  return span.endFrame - span.startFrame;
}

function blendFrames({ kind, seconds }: Transition, rate: FrameRate): number {
  return kind === 'cut' ? 0 : Math.max(1, frameAt(seconds, rate));
}

/** As much of a wished seam as both of its scenes can spare. */
function fittingFrames(wish: number, scenes: readonly SceneToCut[], index: number): number {
  const [outgoing, incoming] = [scenes[index - 1], scenes[index]];
  if (!outgoing || !incoming) return 0;
  // The outermost scenes have a seam at one end alone; elsewhere the odd frame goes to the way out, whose part is the larger.
  const spared = (scene: FilmSpan) => Math.max(0, spanFrames(scene) - 1);
  const out = index === 1 ? spared(outgoing) : Math.ceil(spared(outgoing) / 2);
  const into = index === scenes.length - 1 ? spared(incoming) : Math.floor(spared(incoming) / 2);
  return Math.min(wish, 2 * out, 2 * into + 1);
}

/** Frames of a seam that lie before its boundary, and behind it. */
function before(frames: number): number {
  return Math.ceil(frames / 2);
}
function behind(frames: number): number {
  return Math.floor(frames / 2);
}
