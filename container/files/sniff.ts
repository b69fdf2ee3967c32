import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { MediaFailure } from '#container/media-failure.ts';
import type { MediaClass } from '#contracts/media.ts';
import { ADTS, ANIMATED_WEBP, type FileKind, HEIF, KIND_BY_MEDIA_TYPE, MP3, WAV } from './file-kinds.ts';
import { findFrameSync } from './frame-sync.ts';
import { contentStart } from './leading-padding.ts';
import { refuseChainedOgg } from './ogg-chain.ts';
import { type Orientation, readOrientation } from './orientation.ts';
import { readPngChunks } from './png-chunks.ts';
import { readAt } from './read-at.ts';

/** A kind of file that FFmpeg is let loose on. */
export interface ReadableKind extends FileKind {
  demuxer: string;
  /** How a still says that it is to be shown; undefined for files which FFmpeg turns by itself. */
  orientation: Orientation | undefined;
}

/** Said of a picture that is not read. */
const USE_INSTEAD = 'Use JPEG, PNG or WebP.';
const HEAD_BYTES = 64 * 1024;

/** What users call the class that was asked for. */
const WANTED: Readonly<Record<MediaClass, string>> = {
  audio: 'a song',
  video: 'a video clip',
  image: 'a picture',
};

/**
 * Tells from a file's bytes what it is; its name and declared type count for nothing.
 * Throws `input-unreadable` for what is no media or not read here, `input-wrong-kind` where the bytes already rule
 * out what is wanted (a picture can hold no song). Messages are written for users.
 *
 * @param wanted The classes that will do.
 */
export async function sniffFile(
  path: string,
  wanted: readonly [MediaClass, ...MediaClass[]],
): Promise<ReadableKind> {
  const head = await withFile(path, (file) => readAt(file, 0, HEAD_BYTES));
  if (head.length === 0) throw new MediaFailure('input-unreadable', 'The file is empty.');
  const type = await fileTypeFromFile(path);
  const kind = type ? kindOfType(type.mime, head) : await kindOfBytes(path, head);
  const noun = wanted.map((each) => WANTED[each]).join(' or ');
  if (!kind) {
    // XML is what drawings and some playlists are: their names say more.
    const isNamed = type !== undefined && type.ext !== 'xml';
    const advice = wanted[0] === 'image' ? ` ${USE_INSTEAD}` : '';
    const what = isNamed ? `a file of type ${type.ext.toUpperCase()}` : nameOfText(head);
    throw new MediaFailure(
      'input-unreadable',
      `The file is ${what ? `${what}, not ${noun}` : `not ${noun}: its type is unknown`}.${advice}`,
    );
  }
  if (!mayHold(kind, wanted)) throw wrongKind(kind, wanted[0]);
  if (kind.demuxer === undefined) {
    throw new MediaFailure(
      'input-unreadable',
      `The file is ${kind.label}, which cannot be read. ${USE_INSTEAD}`,
    );
  }
  if (kind.demuxer === 'ogg') await refuseChainedOgg(path);
  return { ...kind, demuxer: kind.demuxer, orientation: await orientationOf(path, kind.demuxer) };
}

async function orientationOf(path: string, demuxer: string): Promise<Orientation | undefined> {
  if (demuxer !== 'png_pipe' && demuxer !== 'apng') return readOrientation(path, demuxer);
  const { exifAt } = await readPngChunks(path);
  return exifAt === undefined ? 1 : readOrientation(path, demuxer, exifAt);
}

/** The refusal of a file that is something else than what was asked for. */
export function wrongKind(kind: FileKind, wanted: MediaClass): MediaFailure {
  const without = wanted === 'video' && kind.holds === 'video' ? ' without a picture track' : '';
  return new MediaFailure('input-wrong-kind', `The file is ${kind.label}${without}, not ${WANTED[wanted]}.`);
}

function mayHold(kind: FileKind, wanted: readonly MediaClass[]): boolean {
  // Containers named for video hold sound alone as well, and the other way round.
  if (kind.holds === 'image')
    return wanted.includes('image') || (isAnimated(kind) && wanted.includes('video'));
  return wanted.includes('audio') || wanted.includes('video');
}

function isAnimated(kind: FileKind): boolean {
  return kind.demuxer === 'gif' || kind.demuxer === 'apng';
}

function kindOfType(mediaType: string, head: Buffer): FileKind | undefined {
  // The animation flag of the extended file format (RFC 9649, 2.7.1.1).
  const isAnimatedWebp =
    mediaType === 'image/webp' &&
    head.toString('latin1', 12, 16) === 'VP8X' &&
    ((head[20] ?? 0) & 0x02) !== 0;
  if (isAnimatedWebp) return ANIMATED_WEBP;
  return mediaType === 'video/mp4' && isHeif(head) ? HEIF : KIND_BY_MEDIA_TYPE[mediaType];
}

/** Pictures of rarer brands (ISO/IEC 23008-12, 10.2 and 10.3) begin as any MP4 does, but have no `moov` next. */
function isHeif(head: Buffer): boolean {
  const next = head.readUInt32BE(0);
  const brands = head.toString('latin1', 8, next);
  return /mif[12]|msf1|miaf|he[iv]c/.test(brands) && head.toString('latin1', next + 4, next + 8) === 'meta';
}

/** Of what has no header that is in general use. */
async function kindOfBytes(path: string, head: Buffer): Promise<FileKind | undefined> {
  // WAV of more than 4 GiB, or ready to become that (EBU Tech 3306; ITU-R BS.2088 for BW64).
  if (/^(RF64|BW64).{4}WAVE/s.test(head.toString('latin1', 0, 12))) return WAV;
  const sync =
    findFrameSync(head) ??
    (await withFile(path, async (file) =>
      findFrameSync(await readAt(file, await contentStart(file), HEAD_BYTES)),
    ));
  if (sync === undefined) return undefined;
  return sync === 'mp3' ? MP3 : ADTS;
}

/** Names the texts that turn up in the place of media; undefined where the bytes are no text. */
function nameOfText(head: Buffer): string | undefined {
  // The head may end within a character.
  const isText = !head.includes(0) && [0, 1, 2, 3].some((cut) => isUtf8(head.subarray(0, head.length - cut)));
  if (!isText) return undefined;
  const start = head
    .toString('utf8', 0, 2048)
    .replace(/^\uFEFF/, '')
    .trimStart()
    .toLowerCase();
  if (/^(#extm3u|\[playlist\]|ffconcat|<\?xml[^>]*>\s*<(smil|playlist|mpd)|<mpd)/.test(start))
    return 'a playlist';
  if (start.includes('<svg')) return 'an SVG drawing';
  if (/^<(!doctype html|html)/.test(start)) return 'a web page';
  return 'a text';
}

/** What `take` makes of the open file. */
async function withFile<T>(path: string, take: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path);
  try {
    return await take(file);
  } finally {
    await file.close();
  }
}
