import type { FrameRate } from '#contracts/media.ts';
import { listedMp4 } from './listed-mp4.ts';
import { type PicturePlan, pictureFilter, pictureInput, pictureStream, type ReadyFrames } from './picture.ts';
import { BT709_TAGS } from './picture-colour.ts';
import { type FilmFormat, segmentEncoding } from './segment-encoding.ts';
import { watchFilters } from './watch.ts';

/** How pictures are blended into a seam. */
export interface BlendPlan {
  /** The colour that is laid over them; null lays the second over the first. */
  colour: 'black' | 'white' | null;
  /** Name and frame size of the raw video that says how much is laid over, see `seamMask`. */
  mask: { name: string; width: number; height: number };
  /** Name of the file that gets what was noticed about the frames. */
  findings: string;
}

/** What a seam run makes of which pictures. */
export interface SeamPlan extends BlendPlan {
  /** One picture after the other where a colour lies between them, else both at once. */
  pictures: readonly (PicturePlan | ReadyFrames)[];
  frames: number;
  film: FilmFormat;
  threads: number;
  output: string;
}

/** Pictures become a seam. */
export function seamArguments(plan: SeamPlan): string[] {
  const { pictures, film, threads, frames } = plan;
  const shown = pictures.map((picture, index) => shownPicture(picture, index, film));
  return [
    ...['-filter_complex_threads', String(threads)],
    ...pictures.flatMap((picture) => pictureInput(picture, threads)),
    ...maskInput(plan, film),
    ...['-filter_complex', `${blendFilter(shown, pictures.length, plan, film)}[film]`, '-map', '[film]'],
    ...segmentEncoding(film, frames, threads),
    ...listedMp4(film, plan.output),
  ];
}

/** The chain of a picture from its stream of the run's input number `input` on. */
export function shownPicture(picture: PicturePlan | ReadyFrames, input: number, film: FilmFormat): string {
  return `[${pictureStream(picture, input)}]${pictureFilter(picture, film, `picture-${input}`)}`;
}

export function maskInput({ mask }: BlendPlan, { frameRate }: FilmFormat): string[] {
  return [
    ...['-protocol_whitelist', 'file,pipe', '-f', 'rawvideo', '-pixel_format', 'yuv444p'],
    ...['-video_size', `${mask.width}x${mask.height}`, '-framerate', ratio(frameRate), '-i', mask.name],
  ];
}

/**
 * The filters that blend pictures, up to the seam's frames. The shares come from a raw video that we computed, and not
 * from `xfade`, which drops a frame at offset 0 and reaches its ends, nor from an expression, which is worked out anew
 * for each pixel; `maskedmerge` costs next to nothing.
 *
 * @param shown The chain of each picture.
 * @param maskInput Number of the mask among the run's inputs.
 */
export function blendFilter(
  shown: readonly string[],
  maskInput: number,
  { colour, findings }: BlendPlan,
  { width, height, frameRate }: FilmFormat,
): string {
  const pads = shown.map((_, index) => `[shown-${index}]`);
  const layers =
    colour === null
      ? [`${pads.join('')}[share]maskedmerge`]
      : [
          // Joined, times are in microseconds; as frames they pair with those of the mask.
          `${pads.join('')}concat=n=${shown.length},settb=${frameRate.denominator}/${frameRate.numerator},setpts=N[shown]`,
          `color=${colour}:size=${width}x${height}:rate=${ratio(frameRate)},format=yuv420p,${BT709_TAGS}[colour]`,
          '[shown][colour][share]maskedmerge',
        ];
  const graph = [
    ...shown.map((chain, index) => `${chain}${pads[index]}`),
    `[${maskInput}:v]scale=${width}:${height}:flags=neighbor:in_range=tv:out_range=tv,format=yuv420p[share]`,
    ...layers,
  ].join(';');
  return `${graph},setsar=1,${BT709_TAGS},${watchFilters(findings, { frozen: false }).join(',')}`;
}

function ratio({ numerator, denominator }: FrameRate): string {
  return `${numerator}/${denominator}`;
}
