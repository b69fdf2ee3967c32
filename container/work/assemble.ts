import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AssemblePlan, assembleArguments } from '#container/ffmpeg/arguments/assemble.ts';
import { filmMetadata } from '#container/ffmpeg/arguments/film-metadata.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { frameTime } from '#container/ffmpeg/frame-time.ts';
import { languageCode } from '#container/ffmpeg/language-code.ts';
import { LoudnessReader } from '#container/ffmpeg/loudness.ts';
import { forEachBounded } from '#container/files/bounded.ts';
import { fetchInput } from '#container/files/fetch-input.ts';
import { storeOutput } from '#container/files/store-output.ts';
import { MediaFailure } from '#container/media-failure.ts';
import { captionTrack } from '#container/mp4/caption-track.ts';
import { hideCaptions } from '#container/mp4/hide-captions.ts';
import type { AssembleResult, MediaJobSpec, QcReport } from '#contracts/media.ts';
import type { Loudness } from '#contracts/media-jobs/analyze-song.ts';
import { stepOf, type WorkContext } from './context.ts';
import { decodeFilm } from './decode-film.ts';
import { judgeFilm, MAX_START_OFFSET_SECONDS } from './film-check.ts';
import { type FilmFindings, spansOfFilm } from './film-findings.ts';
import { hearSong } from './hear-song.ts';
import { joinPictures, type OpenSegment, readSegment } from './join-pictures.ts';
import { type FilmMeasure, measureFilm } from './measure-film.ts';
import { readSong, type SongInput } from './song-input.ts';

type AssembleSpec = Extract<MediaJobSpec, { kind: 'assemble' }>;

const OUTPUT = 'film.mp4';
const SOUND = 'sound.m4a';
const PICTURES = 'pictures.mp4';
const METADATA = 'metadata.txt';
const CAPTIONS = 'captions.mp4';
const FETCHES_AT_ONCE = 6;

/** How the song gets into the film, and how loud it was heard to be where it was encoded; else undefined. */
interface FilmSound {
  song: SongInput;
  loudness: Loudness | null | undefined;
}

/** A written film, and how loud it was heard to be while it was written; undefined where its sound was copied. */
interface WrittenFilm {
  measure: FilmMeasure;
  loudness: Loudness | null | undefined;
}

/** Joins segments by stream copy, lays the song under them, and proves the result. Nothing unproven is stored. */
export async function assemble(spec: AssembleSpec, context: WorkContext): Promise<AssembleResult> {
  const { sound, segments } = await openAll(spec, context);
  await joinPictures(segments, spec, PICTURES, context);
  const { measure, loudness = sound.loudness } = await writeFilm(
    await planFilm(spec, sound.song, context),
    context,
  );
  const qc = await judge(spec, { measure, loudness }, context);
  if (!qc.passed) throw new MediaFailure('qc-failed', `The film is not right: ${qc.problems.join('; ')}.`);
  const sizeBytes = await storeOutput(context, OUTPUT, spec.output);
  return { kind: 'assemble', sizeBytes, qc };
}

/** Fetches the song and all segments, and looks at each while others come in. A song to encode is encoded meanwhile. */
async function openAll(
  spec: AssembleSpec,
  context: WorkContext,
): Promise<{ sound: FilmSound; segments: OpenSegment[] }> {
  const report = stepOf(context, 0, 0.6);
  const opened: OpenSegment[] = [];
  let sound: FilmSound | undefined;
  const openSong = async (surroundings: WorkContext) => {
    await fetchInput(surroundings, spec.song, 'song');
    const song = await readSong(surroundings, 'song');
    if (song.sound.copy) {
      sound = { song, loudness: undefined };
      return;
    }
    const heard = await hearSong(surroundings, song, spec.songDurationSeconds, SOUND, () => undefined);
    sound = { song: heard.copied, loudness: heard.loudness };
  };
  const openOne = async (number: number, surroundings: WorkContext) => {
    const segment = spec.segments[number - 1];
    if (segment === undefined) return;
    const { path } = await fetchInput(surroundings, segment.input, `segment-${number}.mp4`);
    opened[number - 1] = { path, frames: segment.frames, index: await readSegment(path, number) };
  };
  const files = Array.from({ length: spec.segments.length + 1 }, (_, number) => number);
  let done = 0;
  await forEachBounded(files, FETCHES_AT_ONCE, context.signal, async (number, signal) => {
    const surroundings = { ...context, signal };
    await (number === 0 ? openSong(surroundings) : openOne(number, surroundings));
    done += 1;
    report(done / files.length);
  });
  if (sound === undefined) throw new MediaFailure('internal', 'The song was not opened.');
  return { sound, segments: opened };
}

function framesOf(spec: AssembleSpec): number {
  return spec.segments.reduce((sum, segment) => sum + segment.frames, 0);
}

async function planFilm(spec: AssembleSpec, song: SongInput, context: WorkContext): Promise<AssemblePlan> {
  const frames = framesOf(spec);
  const { title, artist, chapters = [], captions, frameRate, songDurationSeconds } = spec;
  await writeFile(
    join(context.folder, METADATA),
    filmMetadata({ title, artist, chapters, frames, frameRate }),
  );
  const track = captions && captionTrack(captions.cues, frameTime(frames, frameRate));
  if (track) await writeFile(join(context.folder, CAPTIONS), track);
  return {
    pictures: PICTURES,
    metadata: METADATA,
    captions: track && { name: CAPTIONS, language: languageCode(captions.language) },
    ...song,
    songDurationSeconds,
    songShiftSeconds: 0,
    frameRate,
    output: OUTPUT,
  };
}

/**
 * Writes the film. Done over at most twice, with a better plan: encoding the sound where copying it failed, and
 * moving it where the song's file starts it late (a video file used as a song).
 */
async function writeFilm(plan: AssemblePlan, context: WorkContext): Promise<WrittenFilm> {
  const reader = new LoudnessReader();
  const isWritten = await tryWriteFilm(plan, reader, context);
  if (!isWritten) return writeFilm({ ...plan, sound: { ...plan.sound, copy: false } }, context);
  if (plan.captions) await hideCaptions(join(context.folder, OUTPUT));
  const measure = await measureFilm(context, OUTPUT, plan.frameRate);
  const offset = measure.audioStart - measure.videoStart;
  if (Math.abs(offset) > MAX_START_OFFSET_SECONDS && plan.songShiftSeconds === 0) {
    return writeFilm({ ...plan, songShiftSeconds: -offset }, context);
  }
  return { measure, loudness: plan.sound.copy ? undefined : reader.loudness };
}

/** False where the muxer would not take the song's packets as they are. */
async function tryWriteFilm(
  plan: AssemblePlan,
  reader: LoudnessReader,
  context: WorkContext,
): Promise<boolean> {
  const report = stepOf(context, 0.6, 0.8);
  try {
    await runFfmpeg(context, {
      args: assembleArguments(plan),
      timeoutSeconds: 120 + plan.songDurationSeconds,
      onProgress: ({ seconds }) => report(seconds / plan.songDurationSeconds),
      onComplaint: (line) => reader.read(line),
    });
    return true;
  } catch (error) {
    const isToolFailure =
      error instanceof MediaFailure && ['internal', 'input-unreadable'].includes(error.code);
    if (plan.sound.copy && isToolFailure) return false;
    throw error;
  }
}

async function judge(spec: AssembleSpec, film: WrittenFilm, context: WorkContext): Promise<QcReport> {
  const frames = framesOf(spec);
  const song = spec.loudness ?? null;
  const found: FilmFindings = {
    ...spansOfFilm(spec.segments),
    loudness: { song, film: film.loudness === undefined ? song : film.loudness },
    decodeErrors: null,
  };
  if (spec.check === 'decode') {
    const report = stepOf(context, 0.8, 0.95);
    const { loudness, ...seen } = await decodeFilm({ ...spec, name: OUTPUT, frames }, context, (frame) =>
      report(frame / frames),
    );
    Object.assign(found, seen);
    found.loudness.film = loudness;
  }
  const order = {
    ...spec,
    expectedFrames: frames,
    audioCopied: film.loudness === undefined,
    chapters: new Set(spec.chapters?.map(({ fromFrame }) => fromFrame).filter((frame) => frame < frames))
      .size,
  };
  return judgeFilm(order, film.measure, found);
}
