import { framesPerSecond, frameTime } from '#container/ffmpeg/frame-time.ts';
import type { FrameRate, QcReport } from '#contracts/media.ts';
import type { FilmFindings } from './film-findings.ts';
import type { FilmMeasure } from './measure-film.ts';

/** What the film was to become. */
export interface FilmOrder {
  expectedFrames: number;
  frameRate: FrameRate;
  width: number;
  height: number;
  songDurationSeconds: number;
  audioCopied: boolean;
  chapters: number;
}

/** A listener notices sound that is 20 ms early or 45 ms late (ITU-R BT.1359); we allow half of the stricter. */
export const MAX_START_OFFSET_SECONDS = 0.01;
/** Packets of the longest kind (FLAC's 4608 samples at 44.1 kHz take 0.1 s), plus an encoder's padding. */
const MAX_SONG_END_DIFFERENCE_SECONDS = 0.15;

/**
 * The quality report of a film (invariant P8): as long as the song within half a frame and 1 ms, every frame at
 * its exact time, sound and picture starting together. `passed` is false as soon as there is one problem.
 */
export function judgeFilm(order: FilmOrder, film: FilmMeasure, findings: FilmFindings): QcReport {
  const videoDurationSeconds = film.videoEnd - film.videoStart;
  const audioDurationSeconds = film.audioEnd - film.audioStart;
  const difference = videoDurationSeconds - order.songDurationSeconds;
  const startOffset = film.audioStart - film.videoStart;
  const allowed = frameTime(0.5, order.frameRate) + 0.001;
  const checks: readonly [isWrong: boolean, problem: string][] = [
    [film.frames !== order.expectedFrames, `${film.frames} frames instead of ${order.expectedFrames}`],
    [
      film.width !== order.width || film.height !== order.height,
      `${film.width}x${film.height} instead of ${order.width}x${order.height}`,
    ],
    [!film.isWhole, 'the file is shorter than its index says'],
    [!film.timestampsExact, 'frames are not where their numbers put them'],
    [Math.abs(difference) > allowed, `the picture is ${inMilliseconds(difference)} ms longer than the song`],
    [
      Math.abs(audioDurationSeconds - order.songDurationSeconds) > MAX_SONG_END_DIFFERENCE_SECONDS,
      `the sound is ${audioDurationSeconds.toFixed(3)} s long, the song ${order.songDurationSeconds.toFixed(3)} s`,
    ],
    [
      Math.abs(startOffset) > MAX_START_OFFSET_SECONDS,
      `the sound starts ${inMilliseconds(startOffset)} ms after the picture`,
    ],
    [film.chapters !== order.chapters, `${film.chapters} chapters instead of ${order.chapters}`],
    [(findings.decodeErrors ?? 0) > 0, `the decoder complained ${findings.decodeErrors} times`],
  ];
  const problems = checks.filter(([isWrong]) => isWrong).map(([, problem]) => problem);
  return {
    expectedFrames: order.expectedFrames,
    frames: film.frames,
    frameRate: order.frameRate,
    width: film.width,
    height: film.height,
    videoCodec: film.videoCodec,
    audioCodec: film.audioCodec,
    audioCopied: order.audioCopied,
    songDurationSeconds: order.songDurationSeconds,
    videoDurationSeconds,
    audioDurationSeconds,
    differenceMilliseconds: inMilliseconds(difference),
    differenceFrames: film.frames - Math.round(order.songDurationSeconds * framesPerSecond(order.frameRate)),
    startOffsetMilliseconds: inMilliseconds(startOffset),
    timestampsExact: film.timestampsExact,
    videoProfile: film.videoProfile,
    videoLevel: film.videoLevel,
    pixelFormat: film.pixelFormat,
    audioSampleRate: film.audioSampleRate,
    audioChannels: film.audioChannels,
    chapters: film.chapters,
    ...findings,
    problems,
    passed: problems.length === 0,
  };
}

function inMilliseconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e3;
}
