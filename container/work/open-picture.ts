import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalInput } from '#container/ffmpeg/arguments/input.ts';
import type { PicturePlan } from '#container/ffmpeg/arguments/picture.ts';
import { displayedSize, settleFill } from '#container/ffmpeg/arguments/picture-shape.ts';
import { type Cut, type PictureTiming, timePicture } from '#container/ffmpeg/arguments/picture-timing.ts';
import type { FilmFormat } from '#container/ffmpeg/arguments/segment-encoding.ts';
import { requireCaptionFonts } from '#container/ffmpeg/caption-fonts.ts';
import { framesPerSecond } from '#container/ffmpeg/frame-time.ts';
import { type FileHeaders, inspectFile, type Stream } from '#container/ffmpeg/inspect.ts';
import { rotationOf } from '#container/ffmpeg/rotation.ts';
import { fetchInput } from '#container/files/fetch-input.ts';
import { type ReadableKind, sniffFile, wrongKind } from '#container/files/sniff.ts';
import { readIndex } from '#container/mp4/read-index.ts';
import type { Picture } from '#contracts/media-jobs/picture.ts';
import { clipTimes, refuseCutShort } from './clip-times.ts';
import type { WorkContext } from './context.ts';
import { plainHeaders } from './plain-headers.ts';

/** A picture that is ready to be cut, and what its file's header says of its size. */
export interface OpenPicture {
  plan: PicturePlan;
  /** The plan of a part of the cut. */
  partOf(part: Cut): PicturePlan;
  /** Bytes of one decoded frame of a clip, of which a decoder keeps up to a dozen; 0 for a still, which is one. */
  frameBytes: number;
  stored: { width: number; height: number };
}

/**
 * Fetches a picture's file and settles everything about it that FFmpeg must be told. Throws what is wrong with the file,
 * and `input-unreadable` where its in-point is behind its end.
 *
 * @param name Begins the names of the picture's files in the job's folder.
 */
export async function openPicture(
  context: WorkContext,
  picture: Picture,
  cut: Cut,
  film: FilmFormat,
  name: string,
): Promise<OpenPicture> {
  const { path } = await fetchInput(context, picture.input, name);
  const kind = await sniffFile(path, ['video', 'image']);
  const { demuxer, orientation } = kind;
  const input: LocalInput = { name, demuxer, orientation };
  const index = demuxer === 'mov' ? await readIndex(path) : undefined;
  const headers = (index && plainHeaders(index, context.limits)) ?? (await inspectFile(context, input));
  const { video } = headers;
  if (!video) throw wrongKind(kind, 'video');
  const isStill = kind.holds === 'image' && !['gif', 'apng'].includes(demuxer);
  const size = displayedSize(video, video.sample_aspect_ratio, rotationOf(video, orientation));
  const times = isStill
    ? 'still'
    : await clipTimes(context, input, { ...headers, video, index }, picture, cut, film.frameRate);
  const captions = await writeCaptions(context, picture, `${name}.ass`);
  const planOf = (part: Cut): PicturePlan => {
    const timing = timePicture(picture, part, film.frameRate, times);
    const seek = isStill ? null : seekOf(kind, headers, picture.inSeconds, timing, film);
    return { ...shared, timing, seek, cut: part };
  };
  const shared: Omit<PicturePlan, 'timing' | 'seek' | 'cut'> = {
    input,
    stream: { ...streamOf(video), size, isStill },
    fill: settleFill(picture.fill, size, film),
    motion: isStill && picture.motion ? { move: picture.motion, frames: picture.frames } : null,
    inSeconds: picture.inSeconds,
    captions,
    frameList: `${name}-frames.txt`,
    ready: null,
  };
  const frameBytes = isStill ? 0 : frameBytesOf(video);
  return { plan: planOf(cut), partOf: planOf, frameBytes, stored: video };
}

/** Pictures with transparency are made RGB to get rid of it. */
const WITH_ALPHA = /^(rgba|bgra|argb|abgr|ya|yuva|gbrap|pal8)/;
const RGB = /^(0?rgb|0?bgr|gbr|x2)/;

function streamOf(video: Stream): Pick<PicturePlan['stream'], 'index' | 'colour' | 'isInterlaced'> {
  const format = video.pix_fmt ?? '';
  return {
    index: video.index,
    colour: {
      matrix: video.color_space,
      transfer: video.color_transfer,
      primaries: video.color_primaries,
      height: video.height,
      hasAlpha: WITH_ALPHA.test(format),
      isRgb: RGB.test(format) || WITH_ALPHA.test(format),
    },
    isInterlaced: ['tt', 'bb', 'tb', 'bt'].includes(video.field_order ?? ''),
  };
}

/** Formats whose samples take two bytes. */
const DEEP = /(9|1[0-6])(le|be)$/;

function frameBytesOf({ width, height, pix_fmt: format = '' }: Stream): number {
  const samples = format.includes('444') || RGB.test(format) ? 3 : format.includes('422') ? 2 : 1.5;
  return width * height * samples * (DEEP.test(format) ? 2 : 1);
}

/** What is skipped is decoded where that is quicker than to seek, and more certain. In seconds. */
const MIN_SKIP_SECONDS = 5;
const SEEKABLE = ['mov', 'matroska'];

function seekOf(
  { demuxer }: ReadableKind,
  { video, startSeconds }: FileHeaders,
  inSeconds: number,
  { speed, leadFrame }: PictureTiming,
  film: FilmFormat,
): PicturePlan['seek'] {
  const skipped = inSeconds + (leadFrame * speed) / framesPerSecond(film.frameRate);
  const pictureStart = video?.start_time;
  if (pictureStart === undefined || startSeconds === undefined) return null;
  if (skipped < MIN_SKIP_SECONDS || !SEEKABLE.includes(demuxer)) return null;
  // FFmpeg's clock begins with the file's earliest stream, and then at what was sought.
  const late = pictureStart - startSeconds;
  const to = late + skipped - 1;
  return { to, origin: late - to };
}

/** Users' words are written into a file of the job: no filter's argument could quote them safely. */
export async function writeCaptions(
  context: WorkContext,
  picture: Pick<Picture, 'captions'>,
  name: string,
): Promise<string | null> {
  if (picture.captions === undefined) return null;
  await requireCaptionFonts(picture.captions, context);
  await writeFile(join(context.folder, name), picture.captions);
  return name;
}

/**
 * Proof, after the run, that the clip gave what its header promised. FFmpeg itself is content with a clip that breaks off.
 * Throws `input-unreadable`.
 */
export async function refuseMissingFrames(
  context: WorkContext,
  { timing, stream, cut, frameList }: PicturePlan,
): Promise<void> {
  const list = await readFile(join(context.folder, frameList), 'utf8');
  const given = list.match(/^frame:/gm)?.length ?? 0;
  const due = timing.sourceFrames;
  refuseCutShort({ given, stated: stream.isStill ? 1 : due, wanted: cut.frames });
}
