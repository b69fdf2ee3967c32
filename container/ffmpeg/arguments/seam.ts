import type { FrameRate } from '#contracts/media.ts';
import { listedMp4 } from './listed-mp4.ts';
import { type PicturePlan, pictureFilter, pictureInput, pictureStream, type ReadyFrames } from './picture.ts';
import { BT709_TAGS } from './picture-colour.ts';
import { type FilmFormat, segmentEncoding } from './segment-encoding.ts';
import { watchFilters } from './watch.ts';

/** What a seam run makes of which pictures. */
export interface SeamPlan {
  /** One picture after the other where a colour lies between them, else both at once. */
  pictures: readonly (PicturePlan | ReadyFrames)[];
  /** The colour that is laid over them; null lays the second over the first. */
  colour: 'black' | 'white' | null;
  /** Name and frame size of the raw video that says how much is laid over, see `seamMask`. */
  mask: { name: string; width: number; height: number };
  frames: number;
  film: FilmFormat;
  threads: number;
  output: string;
  /** Name of the file that gets what was noticed about the frames. */
  findings: string;
}

/**
 * Pictures become a seam. The shares come from a raw video that we computed, and not from `xfade`, which drops a frame
 * at offset 0 and reaches its ends, nor from an expression, which is worked out anew for each pixel; `maskedmerge` costs
 * next to nothing.
 */
export function seamArguments(plan: SeamPlan): string[] {
  const { pictures, film, mask, threads, frames } = plan;
  const threadCount = String(threads);
  return [
    ...['-filter_complex_threads', threadCount],
    ...pictures.flatMap((picture) => pictureInput(picture, threads)),
    ...['-protocol_whitelist', 'file,pipe', '-f', 'rawvideo', '-pixel_format', 'yuv444p'],
    ...['-video_size', `${mask.width}x${mask.height}`, '-framerate', ratio(film.frameRate), '-i', mask.name],
    ...['-filter_complex', seamFilter(plan), '-map', '[film]'],
    ...segmentEncoding(film, frames, threads),
    ...listedMp4(film, plan.output),
  ];
}

function seamFilter({ pictures, colour, film, findings }: SeamPlan): string {
  const { width, height, frameRate } = film;
  const shown = pictures.map((picture, index) => {
    const filter = pictureFilter(picture, film, `picture-${index}`);
    return `[${pictureStream(picture, index)}]${filter}[shown-${index}]`;
  });
  const pads = pictures.map((_, index) => `[shown-${index}]`).join('');
  const layers =
    colour === null
      ? [`${pads}[share]maskedmerge`]
      : [
          // Joined, times are in microseconds; as frames they pair with those of the mask.
          `${pads}concat=n=${pictures.length},settb=${frameRate.denominator}/${frameRate.numerator},setpts=N[shown]`,
          `color=${colour}:size=${width}x${height}:rate=${ratio(frameRate)},format=yuv420p,${BT709_TAGS}[colour]`,
          '[shown][colour][share]maskedmerge',
        ];
  const graph = [
    ...shown,
    `[${pictures.length}:v]scale=${width}:${height}:flags=neighbor:in_range=tv:out_range=tv,format=yuv420p[share]`,
    ...layers,
  ].join(';');
  return `${graph},setsar=1,${BT709_TAGS},${watchFilters(findings, { frozen: false }).join(',')}[film]`;
}

function ratio({ numerator, denominator }: FrameRate): string {
  return `${numerator}/${denominator}`;
}
