import { join } from 'node:path';
import { inspectFile } from '#container/ffmpeg/inspect.ts';
import { MediaFailure } from '#container/media-failure.ts';
import { isExact, isWhole, presentationOf } from '#container/mp4/presentation.ts';
import { readIndex } from '#container/mp4/read-index.ts';
import type { FrameRate } from '#contracts/media.ts';
import type { WorkContext } from './context.ts';

/** What was counted in a film. Times in seconds. */
export interface FilmMeasure {
  frames: number;
  width: number;
  height: number;
  videoCodec: string;
  videoProfile: string | null;
  videoLevel: string | null;
  pixelFormat: string | null;
  audioCodec: string;
  audioSampleRate: number | null;
  audioChannels: number | null;
  videoStart: number;
  videoEnd: number;
  audioStart: number;
  audioEnd: number;
  timestampsExact: boolean;
  /** True where every sample of the index lies within the file. */
  isWhole: boolean;
  chapters: number;
}

/**
 * Measures a finished film by its index, which is all that a player has to go by: the place and time of every sample
 * are looked at. The media itself is not read once more; it was copied, or else `decode` reads it.
 */
export async function measureFilm(
  context: WorkContext,
  name: string,
  frameRate: FrameRate,
): Promise<FilmMeasure> {
  const [index, { audio, video }] = await Promise.all([
    readIndex(join(context.folder, name)),
    inspectFile(context, { name, demuxer: 'mov' }),
  ]);
  const pictures = index?.tracks.find(({ handler }) => handler === 'vide');
  const sounds = index?.tracks.find(({ handler }) => handler === 'soun');
  if (!index || !pictures || !sounds || !audio || !video)
    throw new MediaFailure('internal', 'The film came out without sound or without picture.');
  const [seen, heard] = [presentationOf(pictures), presentationOf(sounds)];
  return {
    frames: seen.count,
    width: video.width,
    height: video.height,
    videoCodec: video.codec_name,
    videoProfile: video.profile ?? null,
    // ffprobe's number is ten times the level.
    videoLevel: video.level === undefined ? null : (video.level / 10).toFixed(1),
    pixelFormat: video.pix_fmt ?? null,
    audioCodec: audio.codec_name,
    audioSampleRate: audio.sample_rate ?? null,
    audioChannels: audio.channels || null,
    videoStart: seen.start,
    videoEnd: seen.end,
    audioStart: heard.start,
    audioEnd: heard.end,
    timestampsExact: isExact(pictures, frameRate),
    isWhole: index.tracks.every((track) => isWhole(track, index.fileBytes)),
    // Chapters are a track of titles, one sample each.
    chapters: index.tracks.find(({ handler }) => handler === 'text')?.sizes.length ?? 0,
  };
}
