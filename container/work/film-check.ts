import { frameTime, trackTimescale } from '#container/ffmpeg/frame-time.ts';
import { inspectFile } from '#container/ffmpeg/inspect.ts';
import { PacketTally, readPackets } from '#container/ffmpeg/packets.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { FrameRate, QcReport } from '#contracts/media.ts';
import type { WorkContext } from './context.ts';

/** What the film was to become. */
export interface FilmOrder {
  expectedFrames: number;
  frameRate: FrameRate;
  width: number;
  height: number;
  songDurationSeconds: number;
  audioCopied: boolean;
}

/** What was counted in it. Times in seconds. */
export interface FilmMeasure {
  frames: number;
  width: number;
  height: number;
  videoCodec: string;
  audioCodec: string;
  videoStart: number;
  videoEnd: number;
  audioStart: number;
  audioEnd: number;
  timestampsExact: boolean;
}

/** A listener notices sound that is 20 ms early or 45 ms late (ITU-R BT.1359); we allow half of the stricter. */
export const MAX_START_OFFSET_SECONDS = 0.01;
/** Packets of the longest kind (FLAC's 4608 samples at 44.1 kHz take 0.1 s), plus an encoder's padding. */
const MAX_SONG_END_DIFFERENCE_SECONDS = 0.15;

/** Counts a finished film by demuxing it: every packet's time is looked at, nothing is decoded. */
export async function measureFilm(
  context: WorkContext,
  name: string,
  frameRate: FrameRate,
): Promise<FilmMeasure> {
  const input = { name, demuxer: 'mov' };
  const { audio, video } = await inspectFile(context, input);
  if (!audio || !video)
    throw new MediaFailure('internal', 'The film came out without sound or without picture.');

  const pictures = new PacketTally();
  // Half a tick of the track's clock, and the last digit of ffprobe's times.
  const tolerance = 0.5 / trackTimescale(frameRate) + 1e-6;
  let timestampsExact = true;
  let frame = 0;
  await readPackets(context, input, String(video.index), 300, (packet) => {
    pictures.add(packet);
    const exact = frameTime(frame, frameRate);
    if (packet.presentedAt === null || Math.abs(packet.presentedAt - exact) > tolerance)
      timestampsExact = false;
    frame += 1;
  });
  const sounds = new PacketTally();
  await readPackets(context, input, String(audio.index), 300, (packet) => sounds.add(packet));
  return {
    frames: pictures.summary().count,
    width: video.width,
    height: video.height,
    videoCodec: video.codec_name,
    audioCodec: audio.codec_name,
    videoStart: pictures.summary().start,
    videoEnd: pictures.summary().end,
    audioStart: sounds.summary().start,
    audioEnd: sounds.summary().end,
    timestampsExact,
  };
}

/**
 * The quality report of a film (invariant P8): as long as the song within half a frame and 1 ms, every frame at
 * its exact time, sound and picture starting together. `passed` is false as soon as there is one problem.
 */
export function judgeFilm(order: FilmOrder, film: FilmMeasure): QcReport {
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
    startOffsetMilliseconds: inMilliseconds(startOffset),
    timestampsExact: film.timestampsExact,
    problems,
    passed: problems.length === 0,
  };
}

function inMilliseconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e3;
}
