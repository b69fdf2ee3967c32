import { type SourceColour, scaleToBt709 } from './picture-colour.ts';
import { containedSize, coveringSize, even, type SettledFill, type Size } from './picture-shape.ts';

/** The blurred copy is made at this fraction of the frame's size: what is soft needs no pixels. */
const BLUR_SCALE = 1 / 8;
/** How far it is blurred, as a fraction of its shorter side. */
const BLUR_SIGMA = 0.04;
/** Its brightness: dimmed, so that the picture stands out. */
const BLUR_LIGHT = 0.7;
/** Above this much more area than the frame's, a picture is cut to shape before it is scaled. */
const MAX_COVERING = 4;

/**
 * Filters that get a picture of `picture`'s shape into `frame`, as yuv420p in BT.709. Every size is a number, so that
 * a clip that changes its size on the way changes nothing.
 *
 * @param name Begins the names of the pads that `blur` needs within the graph.
 */
export function fillFilters(
  fill: SettledFill,
  picture: Size,
  frame: Size,
  colour: SourceColour,
  name: string,
): string {
  const inside = containedSize(picture, frame);
  const isWhole = inside.width === frame.width && inside.height === frame.height;
  if (fill === 'crop' || isWhole) return coverFilters(picture, frame, colour, 'bicubic');
  const fitted = `${scaleToBt709(inside, colour, 'bicubic')},setsar=1`;
  const x = even((frame.width - inside.width) / 2);
  const y = even((frame.height - inside.height) / 2);
  if (fill === 'pad') return `${fitted},pad=${frame.width}:${frame.height}:${x}:${y}:black`;
  const small = { width: reduced(frame.width), height: reduced(frame.height) };
  const sigma = (BLUR_SIGMA * Math.min(small.width, small.height)).toFixed(3);
  const dimmed = `lutyuv=y='16+(val-16)*${BLUR_LIGHT}':u='128+(val-128)*${BLUR_LIGHT}':v='128+(val-128)*${BLUR_LIGHT}'`;
  return [
    `split[${name}-a][${name}-b]`,
    `[${name}-a]${coverFilters(picture, small, colour, 'area')},gblur=sigma=${sigma},${dimmed},` +
      `scale=${frame.width}:${frame.height}:flags=bicubic,setsar=1[${name}-around]`,
    `[${name}-b]${fitted}[${name}-inside]`,
    `[${name}-around][${name}-inside]overlay=${x}:${y}:format=yuv420`,
  ].join(';');
}

function coverFilters(picture: Size, frame: Size, colour: SourceColour, flags: string): string {
  const covering = coveringSize(picture, frame);
  const isExtreme = covering.width * covering.height > MAX_COVERING * frame.width * frame.height;
  if (!isExtreme) {
    return `${scaleToBt709(covering, colour, flags)},crop=${frame.width}:${frame.height},setsar=1`;
  }
  const [width, height] = [frame.width / covering.width, frame.height / covering.height];
  // Two pixels, where there are as many: one of them has no colour of its own.
  const cut = `crop=w='min(iw,max(2,iw*${width.toFixed(6)}))':h='min(ih,max(2,ih*${height.toFixed(6)}))'`;
  return `${cut},${scaleToBt709(frame, colour, flags)},setsar=1`;
}

function reduced(pixels: number): number {
  return Math.max(16, even(pixels * BLUR_SCALE));
}
