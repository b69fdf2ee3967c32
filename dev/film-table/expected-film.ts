/** What every frame of a planned film must show. */
import type { Blend } from '#contracts/media-jobs/seam.ts';
import type { PlannedFilm } from './plan-film.ts';
import { type Point, ScenePicture } from './scene-picture.ts';

/** A frame of a scene's picture. */
export interface Shown {
  /** Its scene's place in the film. */
  readonly scene: number;
  readonly pictureFrame: number;
}

/** A frame of the film: of one scene, or in a seam of two. */
export type ExpectedFrame =
  | { readonly shown: Shown; readonly seam: null }
  | { readonly shown: Shown; readonly incoming: Shown; readonly seam: SeamMoment };

/** A frame within a seam: its number there, and how many there are. */
export interface SeamMoment {
  readonly blend: Blend;
  readonly frame: number;
  readonly frames: number;
}

export interface ExpectedFilm {
  readonly width: number;
  readonly height: number;
  readonly pictures: readonly ScenePicture[];
  readonly frames: readonly ExpectedFrame[];
}

export function expectFilm(film: PlannedFilm): ExpectedFilm {
  const pictures = film.scenes.map((scene) => new ScenePicture(scene, film));
  const at = (scene: number, frame: number): Shown => ({
    scene,
    pictureFrame: frame - (film.scenes[scene]?.cut.picture.startFrame ?? 0),
  });
  const frames = Array.from({ length: film.frames }, (_, frame): ExpectedFrame => {
    const isIn = (span: { startFrame: number; endFrame: number }) =>
      frame >= span.startFrame && frame < span.endFrame;
    const scene = film.scenes.findIndex(({ cut }) => isIn(cut.body));
    if (scene >= 0) return { shown: at(scene, frame), seam: null };
    const seam = film.seams.find(({ cut }) => isIn(cut))?.cut;
    if (!seam) throw new Error(`frame ${frame} is in no scene and no seam`);
    const incoming = film.scenes.findIndex(({ cut }) => cut.sceneId === seam.sceneId);
    const moment = {
      blend: seam.blend,
      frame: frame - seam.startFrame,
      frames: seam.endFrame - seam.startFrame,
    };
    return { shown: at(incoming - 1, frame), incoming: at(incoming, frame), seam: moment };
  });
  return { width: film.width, height: film.height, pictures, frames };
}

/** Of what a point shows, how much is the outgoing picture, the incoming one, and black or white. */
export interface Shares {
  readonly outgoing: number;
  readonly incoming: number;
  readonly black: number;
  readonly white: number;
}

/** How soft a wipe's edge may be, as a fraction of its way, and in pixels. */
const SOFT = { part: 0.02, pixels: 2.5 };

/**
 * The shares at a point by the contract of seams; undefined on a wipe's edge.
 *
 * @param beside How far beside that edge a point is still on it, in pixels.
 */
export function sharesAt(
  { blend, frame, frames }: SeamMoment,
  { x, y }: Point,
  { width, height }: { width: number; height: number },
  beside = SOFT.pixels,
): Shares | undefined {
  const share = (frame + 1) / (frames + 1);
  const none = { outgoing: 0, incoming: 0, black: 0, white: 0 };
  switch (blend) {
    case 'crossfade':
      return { ...none, outgoing: 1 - share, incoming: share };
    case 'dip-to-black':
    case 'dip-to-white': {
      const colour = 1 - Math.abs(2 * share - 1);
      const side = frame < Math.floor(frames / 2) ? { outgoing: 1 - colour } : { incoming: 1 - colour };
      return { ...none, ...side, [blend === 'dip-to-black' ? 'black' : 'white']: colour };
    }
    case 'wipe-left':
      return wiped(width - x, share, width, beside);
    case 'wipe-right':
      return wiped(x, share, width, beside);
    case 'wipe-up':
      return wiped(height - y, share, height, beside);
    case 'wipe-down':
      return wiped(y, share, height, beside);
    default:
      return blend satisfies never;
  }
}

/** @param way Pixels that the edge has to go to the point. */
function wiped(way: number, share: number, length: number, beside: number): Shares | undefined {
  const ahead = way - share * length;
  if (Math.abs(ahead) <= SOFT.part * length + beside) return undefined;
  return { outgoing: ahead > 0 ? 1 : 0, incoming: ahead > 0 ? 0 : 1, black: 0, white: 0 };
}
