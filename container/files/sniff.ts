import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { MediaFailure } from '#container/media-failure.ts';
import type { MediaClass } from '#contracts/media.ts';
import { ADTS, ANIMATED_WEBP, type FileKind, KIND_BY_MEDIA_TYPE, MP3, WAV } from './file-kinds.ts';
import { findFrameSync } from './frame-sync.ts';
import { contentStart } from './leading-padding.ts';
import { refuseChainedOgg } from './ogg-chain.ts';
import { refusePngBomb } from './png-chunks.ts';

/** A kind of file that FFmpeg is let loose on. */
export type ReadableKind = FileKind & { demuxer: string };

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
  const { head, content } = await readHeads(path);
  if (head.length === 0) throw new MediaFailure('input-unreadable', 'The file is empty.');
  const type = await fileTypeFromFile(path);
  const kind = type ? kindOfType(type.mime, head) : kindOfBytes(head, content);
  const noun = wanted.map((each) => WANTED[each]).join(' or ');
  if (!kind) {
    // XML is what drawings and some playlists are: their names say more.
    const isNamed = type !== undefined && type.ext !== 'xml';
    const what = isNamed ? `a file of type ${type.ext.toUpperCase()}` : nameOfText(head);
    throw new MediaFailure(
      'input-unreadable',
      what ? `The file is ${what}, not ${noun}.` : `The file is not ${noun}: its type is unknown.`,
    );
  }
  if (!mayHold(kind, wanted)) throw wrongKind(kind, wanted[0]);
  if (kind.demuxer === undefined) {
    throw new MediaFailure(
      'input-unreadable',
      `The file is ${kind.label}, which cannot be read. Use JPEG, PNG or WebP.`,
    );
  }
  if (kind.demuxer === 'png_pipe' || kind.demuxer === 'apng') await refusePngBomb(path);
  if (kind.demuxer === 'ogg') await refuseChainedOgg(path);
  return { ...kind, demuxer: kind.demuxer };
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
  return isAnimatedWebp ? ANIMATED_WEBP : KIND_BY_MEDIA_TYPE[mediaType];
}

/** Of what has no header that is in general use. */
function kindOfBytes(head: Buffer, content: Buffer): FileKind | undefined {
  // WAV of more than 4 GiB, or ready to become that (EBU Tech 3306; ITU-R BS.2088 for BW64).
  if (/^(RF64|BW64).{4}WAVE/s.test(head.toString('latin1', 0, 12))) return WAV;
  const sync = findFrameSync(head) ?? findFrameSync(content);
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

/** The file's first bytes, and those behind what precedes the sound. */
async function readHeads(path: string): Promise<{ head: Buffer; content: Buffer }> {
  const file = await open(path);
  try {
    const head = await readAt(file, 0);
    return { head, content: await readAt(file, await contentStart(file)) };
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, position);
  return buffer.subarray(0, bytesRead);
}
