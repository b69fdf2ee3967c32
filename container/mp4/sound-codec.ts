import { type Box, boxesIn, findBox } from './boxes.ts';
import type { Track } from './read-track.ts';

/** Size of a sound sample entry's own fields (ISO/IEC 14496-12 12.2.3), before the boxes in it. */
const SOUND_ENTRY_BYTES = 28;

/** By FFmpeg's names. */
const BY_ENTRY: Readonly<Record<string, string>> = { alac: 'alac', fLaC: 'flac', Opus: 'opus' };
/** By the object type of an `mp4a` entry (ISO/IEC 14496-1, table 5). */
const BY_OBJECT_TYPE: Readonly<Record<number, string>> = { 64: 'aac', 105: 'mp3', 107: 'mp3' };

/** What a sound track holds, and its samples a second as its entry says; undefined for what is not copied into films. */
export function soundCodec({ descriptions }: Track): { codec: string; sampleRate: number } | undefined {
  const [entry, ...more] = boxesIn(descriptions, 16);
  if (entry === undefined || more.length > 0 || entry.end - entry.body < SOUND_ENTRY_BYTES) return undefined;
  const objectType = entry.type === 'mp4a' ? objectTypeOf(descriptions, entry) : undefined;
  const codec = objectType === undefined ? BY_ENTRY[entry.type] : BY_OBJECT_TYPE[objectType];
  // 16 bits before the point, and 16 behind it.
  return codec === undefined ? undefined : { codec, sampleRate: descriptions.readUInt16BE(entry.body + 24) };
}

/** Out of the elementary stream's description (ISO/IEC 14496-1 7.2.6.5 and 7.2.6.6), which is boxes of another kind. */
function objectTypeOf(bytes: Buffer, entry: Box): number | undefined {
  const place = findBox(bytes, ['esds'], { ...entry, body: entry.body + SOUND_ENTRY_BYTES });
  if (place === undefined) return undefined;
  const body = bytes.subarray(place.body + 4, place.end);
  const stream = descriptorAt(body, 0, 0x03);
  // Number of the stream, and flags, of which none is set in what FFmpeg writes.
  const decoder = stream === undefined ? undefined : descriptorAt(body, stream + 3, 0x04);
  return decoder === undefined ? undefined : body[decoder];
}

/** Where the content of a descriptor begins: behind its tag and a length of one to four bytes. */
function descriptorAt(bytes: Buffer, at: number, tag: number): number | undefined {
  if (bytes[at] !== tag) return undefined;
  for (let length = 1; length <= 4; length += 1) {
    if (((bytes[at + length] ?? 0) & 0x80) === 0) return at + length + 1;
  }
  return undefined;
}
