import { handleEncoding } from './handle-encoding.ts';
import { listedMp4 } from './listed-mp4.ts';
import {
  captionFilters,
  type PicturePlan,
  pictureFilter,
  pictureInput,
  pictureStream,
  type ReadyFrames,
} from './picture.ts';
import type { Cut } from './picture-timing.ts';
import { type BlendPlan, blendFilter, maskInput, shownPicture } from './seam.ts';
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
    ...segmentEncoding(film, picture.cut.frames, threads),
    ...listedMp4(film, output),
  ];
}

/** A part of a picture that is stored as it is, and the name of its file. */
export interface HandlePlan {
  cut: Cut;
  output: string;
}

/** A seam out of the picture, made of a part of it. */
export interface SeamBesidePlan extends BlendPlan {
  /** The part, and the captions over it. */
  outgoing: Pick<PicturePlan, 'cut' | 'captions'>;
  incoming: PicturePlan | ReadyFrames;
  frames: number;
  output: string;
}

/** What is made in the run that makes a segment. */
export interface Beside {
  handles: readonly HandlePlan[];
  seam: SeamBesidePlan | undefined;
}

/**
 * The same with more beside, in one run that decodes and scales the clip once: `picture` is cut to all of it, `segment` is
 * the part that becomes the segment.
 *
 * Not for what is held or moved over: frames that come by themselves, and not one by one out of a decoder, would queue
 * up before the encoder whose turn it is not.
 */
export function conformBesideArguments(
  { picture, film, threads, output, findings }: ConformPlan,
  segment: Cut,
  { handles, seam }: Beside,
): string[] {
  const within = ({ fromFrame, frames }: Cut) => {
    const first = fromFrame - picture.cut.fromFrame;
    return `trim=start_frame=${first}:end_frame=${first + frames},setpts=N`;
  };
  const pads = handles.map((_, index) => `[shared-${index}]`).join('') + (seam ? '[outgoing]' : '');
  const branches = 1 + handles.length + (seam ? 1 : 0);
  const shown = [
    within(segment),
    ...watchFilters(findings, { frozen: true }),
    ...captionFilters({ captions: picture.captions, cut: segment }),
  ].join(',');
  const graph = [
    `[${pictureStream(picture, 0)}]${pictureFilter({ ...picture, captions: null }, film, 'clip')},split=${branches}[body]${pads}`,
    `[body]${shown}[film]`,
    ...handles.map(({ cut }, index) => `[shared-${index}]${within(cut)}[handle-${index}]`),
    ...(seam ? [`${seamFilter(seam, within(seam.outgoing.cut), film)}[seam]`] : []),
  ].join(';');
  return [
    ...['-filter_complex_threads', String(threads), ...pictureInput(picture, threads)],
    ...(seam ? [...pictureInput(seam.incoming, threads), ...maskInput(seam, film)] : []),
    ...['-filter_complex', graph, '-map', '[film]'],
    ...segmentEncoding(film, segment.frames, threads),
    ...listedMp4(film, output),
    ...handles.flatMap(({ cut, output: name }, index) => [
      ...['-map', `[handle-${index}]`, ...handleEncoding(cut.frames), ...listedMp4(film, name)],
    ]),
    ...(seam
      ? ['-map', '[seam]', ...segmentEncoding(film, seam.frames, threads), ...listedMp4(film, seam.output)]
      : []),
  ];
}

function seamFilter(seam: SeamBesidePlan, cutOut: string, film: FilmFormat): string {
  const outgoing = `[outgoing]${[cutOut, ...captionFilters(seam.outgoing)].join(',')}`;
  return blendFilter([outgoing, shownPicture(seam.incoming, 1, film)], 2, seam, film);
}
