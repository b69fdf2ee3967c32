import { cutPlan, spanFrames } from '#domain/film/cut-plan.ts';

/** The film that is measured with: three minutes of 720p, as models make clips for it. */
export const FILM = { frameRate: { numerator: 24, denominator: 1 }, width: 1280, height: 720 } as const;
export const SCENES = 36;
export const SONG_SECONDS = 180;
/** Frames a second. */
export const RATE = FILM.frameRate.numerator / FILM.frameRate.denominator;
/** Half a second, the length that the API takes by itself. */
export const SEAM_SECONDS = 0.5;
/** Rates at which models deliver, in turn. */
const CLIP_RATES = [24, 16, 30, 25] as const;

/** A scene's clip, and the frames of the film that show it (with the seams beside it). */
export interface Shot {
  readonly clipRate: number;
  readonly clipSeconds: number;
  /** Frame of the film with which the picture begins. */
  readonly startFrame: number;
  readonly frames: number;
}

/** A segment of the film as a job is asked for it: a cut out of one picture, or the blend of two. */
export type Part =
  | { readonly kind: 'body'; readonly shot: number; readonly fromFrame: number; readonly frames: number }
  | {
      readonly kind: 'seam';
      /** The shot that it leads into; its picture begins with the seam. */
      readonly shot: number;
      readonly outgoingFromFrame: number;
      readonly frames: number;
    };

export interface FilmPlan {
  readonly seconds: number;
  readonly frames: number;
  /** Frame with which each scene begins, and last the film's end. */
  readonly starts: readonly number[];
  readonly shots: readonly Shot[];
  /** In the order of the film. */
  readonly parts: readonly Part[];
}

/** Scenes of four to six seconds that change on whole frames, each crossfaded into the next. */
export function planFilm(count = SCENES, seconds = SONG_SECONDS): FilmPlan {
  const total = seconds * RATE;
  const starts = Array.from({ length: count + 1 }, (_, scene) => startOfScene(scene, count, total));
  const scenes = starts.slice(0, count).map((startFrame, scene) => ({
    id: String(scene),
    startFrame,
    endFrame: starts[scene + 1] ?? total,
    transition: { kind: 'crossfade' as const, seconds: SEAM_SECONDS },
  }));
  const plan = cutPlan(scenes, FILM.frameRate);
  const seams = new Map(plan.seams.map((seam) => [seam.sceneId, seam]));
  const parts = plan.scenes.flatMap(({ sceneId, body, fromFrame }, shot): Part[] => {
    const seam = seams.get(sceneId);
    const own: Part = { kind: 'body', shot, fromFrame, frames: spanFrames(body) };
    if (seam === undefined) return [own];
    const { outgoingFromFrame } = seam;
    return [{ kind: 'seam', shot, outgoingFromFrame, frames: spanFrames(seam) }, own];
  });
  const shots = plan.scenes.map(({ picture }, shot) => ({
    clipRate: CLIP_RATES[shot % CLIP_RATES.length] ?? RATE,
    // What is asked of a model: whole seconds that cover the picture.
    clipSeconds: Math.ceil(spanFrames(picture) / RATE),
    startFrame: picture.startFrame,
    frames: spanFrames(picture),
  }));
  return { seconds, frames: total, starts, shots, parts };
}

/** Five seconds each, give or take what the beat of a song would. */
function startOfScene(scene: number, count: number, total: number): number {
  if (scene === 0 || scene === count) return (total * scene) / count;
  return Math.round((total * scene) / count + 8 * Math.sin(scene * 2.4));
}

/** Numbers of the parts that are made anew when a shot's clip changes: its body and the seams beside it. */
export function partsOfShot({ parts }: FilmPlan, shot: number): number[] {
  return parts.flatMap((part, number) =>
    part.shot === shot || (part.kind === 'seam' && part.shot === shot + 1) ? [number] : [],
  );
}

/** Frames of a scene, boundary to boundary. */
export function spanOfScene({ starts }: FilmPlan, scene: number): number {
  return (starts[scene + 1] ?? 0) - (starts[scene] ?? 0);
}
