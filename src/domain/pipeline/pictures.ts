/** What is rendered for the film as it is planned now: pictures of takes, and what segments and seams cut out of them. */
import type {
  ClipTake,
  ImageTake,
  PictureCut,
  ProjectSettings,
  Scene,
  SeamRecipe,
  SegmentRecipe,
  TakePicture,
} from '#contracts/entities/index.ts';
import { type CutPlan, cutPlan, type SceneCut, type SeamCut, spanFrames } from '#domain/film/cut-plan.ts';
import { frameRateOf, frameSize, secondsAt } from '#domain/film/frame-budget.ts';
import { type BurnedCaptions, burnedCaptions, burnedScript } from './captions.ts';
import type { Draft } from './draft.ts';
import { stillMotion } from './fingerprint.ts';
import { scenesInOrder } from './scenes.ts';

type Take = ImageTake | ClipTake;

/** However late a clip's in-point, so much of it is left to be seen. In seconds. */
const LEAST_SECONDS = 0.1;

/** How a film is cut, and what is burned into its pictures. */
export interface FilmPlan extends CutPlan {
  readonly captions: BurnedCaptions | null;
}

/** The film as its scenes, their transitions and its captions are now. */
export function filmCut(draft: Draft): FilmPlan {
  return { ...sceneCuts(draft), captions: burnedCaptions(draft) };
}

function sceneCuts(draft: Draft): CutPlan {
  const { fps, transition } = draft.project().settings;
  const scenes = scenesInOrder(draft).map((scene) => ({
    ...scene,
    transition: scene.transition ?? transition,
  }));
  return cutPlan(scenes, frameRateOf(fps));
}

/** A scene's part of the plan. Scenes that are no longer in the storyboard have none. */
export function cutOf(plan: CutPlan, scene: Scene): SceneCut | undefined {
  const expected = plan.scenes[scene.index];
  return expected?.sceneId === scene.id ? expected : plan.scenes.find(({ sceneId }) => sceneId === scene.id);
}

/** Seconds of a clip that are left out at its beginning. */
export function inSeconds(scene: Scene, clip: Pick<ClipTake, 'requestedSeconds'>): number {
  return Math.min(scene.clipInSeconds, Math.max(0, clip.requestedSeconds - LEAST_SECONDS));
}

export function segmentRecipe(
  settings: ProjectSettings,
  scene: Scene,
  take: Take,
  cut: SceneCut,
  captions: BurnedCaptions | null,
): SegmentRecipe {
  const script = burnedScript(captions, cut.picture, cut.body);
  const picture = { ...takePicture(settings, scene, take, cut), captions: script };
  return { picture, fromFrame: cut.fromFrame, frames: spanFrames(cut.body), ...formatOf(settings) };
}

/** A scene, the take that stands for it and its part of the plan. */
export interface SeamSide {
  readonly scene: Scene;
  readonly take: Take;
  readonly cut: SceneCut;
}

export function seamRecipe(
  settings: ProjectSettings,
  seam: SeamCut,
  outgoing: SeamSide,
  incoming: SeamSide,
  captions: BurnedCaptions | null,
): SeamRecipe {
  const side = ({ scene, take, cut }: SeamSide, fromFrame: number): PictureCut => {
    const script = burnedScript(captions, cut.picture, seam);
    return { picture: { ...takePicture(settings, scene, take, cut), captions: script }, fromFrame };
  };
  return {
    outgoing: side(outgoing, seam.outgoingFromFrame),
    incoming: side(incoming, 0),
    blend: seam.blend,
    frames: spanFrames(seam),
    ...formatOf(settings),
  };
}

function formatOf({ fps, aspectRatio, resolution }: ProjectSettings) {
  return { frameRate: frameRateOf(fps), ...frameSize(aspectRatio, resolution) };
}

function takePicture(
  settings: ProjectSettings,
  scene: Scene,
  take: Take,
  cut: SceneCut,
): Omit<TakePicture, 'captions'> {
  const { fill, shortClips } = settings;
  const shared = { takeId: take.id, fill, frames: spanFrames(cut.picture) };
  if (take.kind === 'image') {
    const motion = stillMotion(scene.index);
    return { ...shared, takeKind: 'image', motion, inSeconds: 0, short: 'hold', slowestSpeed: 1 };
  }
  return {
    ...shared,
    takeKind: 'clip',
    motion: null,
    inSeconds: inSeconds(scene, take),
    short: shortClips.mode,
    slowestSpeed: shortClips.slowestSpeed,
  };
}

/** How long a scene's clip can be seen, its part of the seams and what is left out at its beginning included. */
export function pictureSeconds(draft: Draft, scene: Scene): number {
  const cut = cutOf(sceneCuts(draft), scene);
  const frames = cut ? spanFrames(cut.picture) : scene.endFrame - scene.startFrame;
  return scene.clipInSeconds + secondsAt(frames, frameRateOf(draft.project().settings.fps));
}
