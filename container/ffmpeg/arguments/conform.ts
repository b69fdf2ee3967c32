import { type PicturePlan, pictureFilter, pictureInput, pictureStream } from './picture.ts';
import { type FilmFormat, segmentEncoding } from './segment-encoding.ts';
import { watchFilters } from './watch.ts';

/** What a conform run makes of which picture. */
export interface ConformPlan {
  picture: PicturePlan;
  film: FilmFormat;
  threads: number;
  /** Name of the segment to write. */
  output: string;
  /** Name of the file that gets what was noticed about the frames. */
  findings: string;
}

/** A picture's cut becomes a segment. */
export function conformArguments({ picture, film, threads, output, findings }: ConformPlan): string[] {
  const filter = pictureFilter(
    picture,
    film,
    'clip',
    watchFilters(findings, { frozen: picture.motion === null }),
  );
  return [
    ...['-filter_complex_threads', String(threads), ...pictureInput(picture, threads)],
    ...['-filter_complex', `[${pictureStream(picture, 0)}]${filter}[film]`, '-map', '[film]'],
    ...segmentEncoding(film, picture.cut.frames, threads, output),
  ];
}
