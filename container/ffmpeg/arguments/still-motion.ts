import type { StillMotion } from '#contracts/media-jobs/still-motion.ts';
import { even, type Size } from './picture-shape.ts';

/** How far the camera goes: the closest view shows this fraction less than the whole. */
const TRAVEL = 0.12;

/** A move over a still, for `frames` frames of which the first that is wanted is `fromFrame`. */
export interface Camera {
  move: StillMotion;
  frames: number;
  fromFrame: number;
}

/** The size to which a still is brought before the camera moves: its closest view is then no enlargement. */
export function canvasSize(film: Size): Size {
  return { width: even(film.width * (1 + TRAVEL)), height: even(film.height * (1 + TRAVEL)) };
}

/**
 * The camera's view of a canvas, of the film's size, even in pace from the first to the last frame.
 *
 * Made with `perspective`, which takes the view's corners as fractions of a pixel (to 1/256) in every frame; `zoompan`
 * and `crop` know whole pixels, and shake by half of one. Chroma follows by the same map at half the scale, so that
 * 4:2:0 does not jitter either and costs half of what 4:4:4 does. The filter answers a picture of its input's size; the
 * view is laid into its upper left corner and cut out.
 */
export function motionFilter({ move, frames, fromFrame }: Camera, film: Size): string {
  const canvas = canvasSize(film);
  // `on` counts from 1.
  const way = `(on-1+${fromFrame})/${Math.max(1, frames - 1)}`;
  const { zoom, across } = MOVES[move](way);
  const x = edges(zoom, across, canvas.width, film.width);
  const y = edges(zoom, '0.5', canvas.height, film.height);
  return [
    `perspective=x0='${x.near}':y0='${y.near}':x1='${x.far}':y1='${y.near}':x2='${x.near}':y2='${y.far}'` +
      `:x3='${x.far}':y3='${y.far}':interpolation=cubic:sense=source:eval=frame`,
    `crop=${film.width}:${film.height}:0:0`,
  ].join(',');
}

/**
 * Where on the canvas the result's first pixel lies along one axis, and where the one just outside of it. Pixels are
 * named by their middles, hence the half of what a step is longer than one.
 */
function edges(zoom: string, place: string, canvas: number, film: number): { near: string; far: string } {
  const step = `${canvas}/(${zoom})/${film}`;
  const near = `${canvas}*(1-1/(${zoom}))*(${place})+(${step}-1)/2`;
  return { near, far: `${near}+${canvas}*${step}` };
}

/** The zoom, and where the view lies between the left edge (0) and the right one (1), along the way from 0 to 1. */
const MOVES: Readonly<Record<StillMotion, (way: string) => { zoom: string; across: string }>> = {
  'zoom-in': (way) => ({ zoom: `1+${TRAVEL}*${way}`, across: '0.5' }),
  'zoom-out': (way) => ({ zoom: `${1 + TRAVEL}-${TRAVEL}*${way}`, across: '0.5' }),
  'pan-right': (way) => ({ zoom: `${1 + TRAVEL}`, across: way }),
  'pan-left': (way) => ({ zoom: `${1 + TRAVEL}`, across: `1-${way}` }),
};
