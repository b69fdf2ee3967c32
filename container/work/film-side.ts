import { createHash } from 'node:crypto';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SidePlan } from '#container/ffmpeg/arguments/assemble.ts';
import { filmMetadata } from '#container/ffmpeg/arguments/film-metadata.ts';
import { frameTime } from '#container/ffmpeg/frame-time.ts';
import { languageCode } from '#container/ffmpeg/language-code.ts';
import { fetchInput } from '#container/files/fetch-input.ts';
import { placeOf } from '#container/files/made-here.ts';
import { sniffFile } from '#container/files/sniff.ts';
import { fileBytes, heldBytes } from '#container/mp4/byte-source.ts';
import { captionTrack } from '#container/mp4/caption-track.ts';
import type { Side } from '#container/mp4/film-pieces.ts';
import { type Mp4Index, readIndex } from '#container/mp4/read-index.ts';
import { soundCodec } from '#container/mp4/sound-codec.ts';
import type { MediaJobSpec } from '#contracts/media.ts';
import type { Loudness } from '#contracts/media-jobs/analyze-song.ts';
import { isCopiedIntoMp4 } from '#contracts/media-jobs/mp4-sound.ts';
import type { WorkContext } from './context.ts';
import { MAX_START_OFFSET_SECONDS } from './film-check.ts';
import { hearSong } from './hear-song.ts';
import { readSong } from './song-input.ts';
import { tryWriteSide, type WrittenSide, writeSide } from './write-side.ts';

type AssembleSpec = Extract<MediaJobSpec, { kind: 'assemble' }>;

const SONG = 'song';
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

/** A fingerprint of all that a side is made of. */
function placeOfSide({ segments, song, songDurationSeconds, frameRate, ...spec }: AssembleSpec): string {
  const { title, artist, chapters, captions } = spec;
  const frames = totalFrames(segments);
  const parts = {
    song: placeOf(song),
    songDurationSeconds,
    frames,
    frameRate,
    title,
    artist,
    chapters,
    captions,
  };
  return `side:${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;
}

function totalFrames(segments: AssembleSpec['segments']): number {
  return segments.reduce((sum, { frames }) => sum + frames, 0);
}

/** What FFmpeg is told about a film's side, its song being there. */
interface SideOrder {
  labels: Pick<SidePlan, 'metadata' | 'captions'>;
  /** To copy the song without having looked at it; undefined where that would be in vain. */
  unseen: SidePlan | undefined;
  /** Where the side is kept once it is made. */
  place: string;
}

/**
 * Fetches the song, and writes down what FFmpeg has to know; or answers the side that was made here for the same song and
 * the same words before. Throws as `fetchInput` does.
 */
export async function orderFilmSide(spec: AssembleSpec, context: WorkContext): Promise<SideOrder | Mp4Index> {
  const path = join(context.folder, SIDE);
  const place = placeOfSide(spec);
  const kept = (await context.made.linkTo(place, path)) ? await readIndex(path) : undefined;
  if (kept !== undefined) return kept;
  await fetchInput(context, spec.song, SONG);
  const labels = await writeLabels(spec, context);
  return { labels, place, unseen: await unseenPlan(spec, labels, context) };
}

/**
 * Has FFmpeg write the song into an MP4 file beside captions, chapters and titles: FFmpeg knows of every kind of sound
 * how MP4 carries it. Needs nothing of the pictures. The program is started at once.
 *
 * @param report Takes how much of the song is encoded, 0 to 1; it may begin anew. Nothing where the song is copied.
 */
export async function makeFilmSide(
  spec: AssembleSpec,
  order: SideOrder | Mp4Index,
  context: WorkContext,
  report: (share: number) => void,
): Promise<FilmSide> {
  const path = join(context.folder, SIDE);
  if ('tracks' in order) return { ...(await openSide(path, order)), index: order, loudness: undefined };
  const { labels, unseen, place } = order;
  const copied = unseen && (await copyUnseen(unseen, context));
  if (copied) await context.made.keep(place, path, copied.index.fileBytes);
  const { index, loudness } = copied ?? (await lookAndWrite(spec, labels, context, report));
  return { ...(await openSide(path, index)), index, loudness };
}

/** Files of all that is written about the film. */
async function writeLabels(spec: AssembleSpec, context: WorkContext): Promise<SideOrder['labels']> {
  const frames = totalFrames(spec.segments);
  const { title, artist, chapters = [], captions, frameRate } = spec;
  const text = filmMetadata({ title, artist, chapters, frames, frameRate });
  await writeFile(join(context.folder, METADATA), text);
  const track = captions && captionTrack(captions.cues, frameTime(frames, frameRate));
  if (track) await writeFile(join(context.folder, CAPTIONS), track);
  return {
    metadata: METADATA,
    captions: track && { name: CAPTIONS, language: languageCode(captions.language) },
  };
}

/** Of files whose sound is copied as a rule. */
const OFTEN_COPIED: ReadonlySet<string> = new Set(['mov', 'mp3', 'aac', 'flac', 'ogg']);

async function unseenPlan(
  { songDurationSeconds }: AssembleSpec,
  labels: SideOrder['labels'],
  context: WorkContext,
): Promise<SidePlan | undefined> {
  const path = join(context.folder, SONG);
  const { demuxer } = await sniffFile(path, ['audio']);
  if (!OFTEN_COPIED.has(demuxer) || (demuxer === 'mov' && (await mayBeginLate(path)))) return undefined;
  return {
    ...labels,
    song: { name: SONG, demuxer },
    songStream: 'a:0',
    sound: { copy: true, channels: 0, sampleRate: 0, delaySeconds: 0 },
    songDurationSeconds,
    songShiftSeconds: 0,
    output: SIDE,
  };
}

/**
 * Copies the song without having looked at it, which takes a program as long as copying it. Undefined where that does
 * not work, or its sound is none that we copy, or begins late.
 */
async function copyUnseen(plan: SidePlan, context: WorkContext): Promise<WrittenSide | undefined> {
  const written = await tryWriteSide(plan, context);
  const codec = written && soundCodec(written.sound);
  if (!codec || !isCopiedIntoMp4(codec) || written.sound.sizes.length === 0) return undefined;
  if (codec.codec === 'mp3' && !(await isLayerThree(join(context.folder, SIDE), written))) return undefined;
  return Math.abs(written.start) > MAX_START_OFFSET_SECONDS ? undefined : written;
}

/** FFmpeg drops the silence before a sound that is alone in its file, so that the copy does not tell. */
async function mayBeginLate(path: string): Promise<boolean> {
  const index = await readIndex(path);
  const sound = index?.tracks.find(({ handler }) => handler === 'soun');
  return sound === undefined || sound.silence > 0;
}

/** MP4 calls all layers of MPEG audio the same; the header of a frame tells them apart (ISO/IEC 11172-3 2.4.2.3). */
async function isLayerThree(path: string, { sound }: WrittenSide): Promise<boolean> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, sound.chunks[0]?.offset ?? 0);
    return bytesRead === 2 && (buffer.readUInt8(1) & 0x06) === 0x02;
  } finally {
    await file.close();
  }
}

async function lookAndWrite(
  { songDurationSeconds }: AssembleSpec,
  labels: SideOrder['labels'],
  context: WorkContext,
  report: (share: number) => void,
): Promise<WrittenSide> {
  const given = await readSong(context, SONG);
  const { copied: song, loudness } = given.sound.copy
    ? { copied: given, loudness: undefined }
    : await hearSong(context, given, songDurationSeconds, SOUND, report);
  const songStream = String(song.songStream);
  const written = await writeSide(
    { ...labels, ...song, songStream, songDurationSeconds, songShiftSeconds: 0, output: SIDE },
    context,
    report,
  );
  // Null is silence, undefined is sound that was not heard.
  return written.loudness === undefined ? { ...written, loudness } : written;
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
