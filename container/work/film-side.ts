import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SidePlan, sideArguments } from '#container/ffmpeg/arguments/assemble.ts';
import { filmMetadata } from '#container/ffmpeg/arguments/film-metadata.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { frameTime } from '#container/ffmpeg/frame-time.ts';
import { languageCode } from '#container/ffmpeg/language-code.ts';
import { LoudnessReader } from '#container/ffmpeg/loudness.ts';
import { fetchInput } from '#container/files/fetch-input.ts';
import { MediaFailure } from '#container/media-failure.ts';
import { fileBytes, heldBytes } from '#container/mp4/byte-source.ts';
import { captionTrack } from '#container/mp4/caption-track.ts';
import type { Side } from '#container/mp4/film-pieces.ts';
import { hideCaptions } from '#container/mp4/hide-captions.ts';
import { isWhole, presentationOf } from '#container/mp4/presentation.ts';
import { type Mp4Index, readIndex } from '#container/mp4/read-index.ts';
import type { MediaJobSpec } from '#contracts/media.ts';
import type { Loudness } from '#contracts/media-jobs/analyze-song.ts';
import type { WorkContext } from './context.ts';
import { MAX_START_OFFSET_SECONDS } from './film-check.ts';
import { hearSong } from './hear-song.ts';
import { readSong, type SongInput } from './song-input.ts';

type AssembleSpec = Extract<MediaJobSpec, { kind: 'assemble' }>;

const SOUND = 'sound.m4a';
const METADATA = 'metadata.txt';
const CAPTIONS = 'captions.mp4';
const SIDE = 'side.mp4';
/** A larger file is read part by part. */
const HELD_BYTES = 32 * 1024 ** 2;

/** All of a film but its pictures. */
export interface FilmSide extends Side {
  /** How loud the song was heard to be, where it was encoded; else undefined. */
  loudness: Loudness | null | undefined;
  close(): Promise<void>;
}

/**
 * Fetches the song and has FFmpeg write it into an MP4 file beside captions, chapters and titles: FFmpeg knows of every
 * kind of sound how MP4 carries it. Needs nothing of the pictures.
 */
export async function makeFilmSide(spec: AssembleSpec, context: WorkContext): Promise<FilmSide> {
  await fetchInput(context, spec.song, 'song');
  const given = await readSong(context, 'song');
  const { copied: song, loudness } = given.sound.copy
    ? { copied: given, loudness: undefined }
    : await hearSong(context, given, spec.songDurationSeconds, SOUND, () => undefined);
  const written = await writeSide(await planSide(spec, song, context), context);
  const source = await openSide(join(context.folder, SIDE), written.index);
  // Null is silence, undefined is sound that was not heard.
  return {
    ...source,
    index: written.index,
    loudness: written.loudness === undefined ? loudness : written.loudness,
  };
}

async function planSide(spec: AssembleSpec, song: SongInput, context: WorkContext): Promise<SidePlan> {
  const frames = spec.segments.reduce((sum, segment) => sum + segment.frames, 0);
  const { title, artist, chapters = [], captions, frameRate, songDurationSeconds } = spec;
  await writeFile(
    join(context.folder, METADATA),
    filmMetadata({ title, artist, chapters, frames, frameRate }),
  );
  const track = captions && captionTrack(captions.cues, frameTime(frames, frameRate));
  if (track) await writeFile(join(context.folder, CAPTIONS), track);
  return {
    ...song,
    songDurationSeconds,
    songShiftSeconds: 0,
    metadata: METADATA,
    captions: track && { name: CAPTIONS, language: languageCode(captions.language) },
    output: SIDE,
  };
}

/**
 * Done over at most twice, with a better plan: encoding the sound where copying it failed, and moving it where the
 * song's file starts it late (a video file used as a song).
 */
async function writeSide(
  plan: SidePlan,
  context: WorkContext,
): Promise<{ index: Mp4Index; loudness: Loudness | null | undefined }> {
  const reader = new LoudnessReader();
  const isWritten = await tryWriteSide(plan, reader, context);
  if (!isWritten) return writeSide({ ...plan, sound: { ...plan.sound, copy: false } }, context);
  const path = join(context.folder, SIDE);
  if (plan.captions) await hideCaptions(path);
  const index = await readIndex(path);
  const sound = index?.tracks.find(({ handler }) => handler === 'soun');
  if (!index || !sound || !index.tracks.every((track) => isWhole(track, index.fileBytes))) {
    throw new MediaFailure('internal', 'The sound of the film came out damaged.');
  }
  const { start } = presentationOf(sound);
  if (Math.abs(start) > MAX_START_OFFSET_SECONDS && plan.songShiftSeconds === 0) {
    return writeSide({ ...plan, songShiftSeconds: -start }, context);
  }
  return { index, loudness: plan.sound.copy ? undefined : reader.loudness };
}

/** False where the muxer would not take the song's packets as they are. */
async function tryWriteSide(plan: SidePlan, reader: LoudnessReader, context: WorkContext): Promise<boolean> {
  try {
    await runFfmpeg(context, {
      args: sideArguments(plan),
      timeoutSeconds: 120 + plan.songDurationSeconds,
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

async function openSide(
  path: string,
  { fileBytes: size }: Mp4Index,
): Promise<Pick<FilmSide, 'source' | 'close'>> {
  if (size <= HELD_BYTES) {
    return { source: heldBytes([await readFile(path)]), close: () => Promise.resolve() };
  }
  const file = await open(path);
  return { source: fileBytes(file, size), close: () => file.close() };
}
