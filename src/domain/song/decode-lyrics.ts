import type { SourceEncoding } from '#contracts/entities/song.ts';
import type { LyricsProblem } from './lyrics-document.ts';
import { fromWindows1252, toWindows1252 } from './windows-1252.ts';

/** Above this share of bytes beyond ASCII, an unknown encoding is no Western European text. */
const MOST_HIGH_BYTES = 0.3;

/**
 * Reads the bytes of a lyrics file: UTF-8, UTF-16 (with its byte order mark, or recognised by its zero bytes), and as
 * windows-1252 what is neither and looks like Western European text. What cannot be told is refused: a guess would
 * change words. The byte order mark stays in the text, so that {@link encodeLyrics} gives the same bytes again.
 */
export function decodeLyrics(
  bytes: Uint8Array,
): { source: string; encoding: SourceEncoding } | { problem: LyricsProblem } {
  const [first = 0, second = 0] = bytes;
  if (first === 0xff && second === 0xfe) return utf16(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return utf16(bytes, 'utf-16be');
  try {
    const source = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!source.includes('\0')) return { source, encoding: 'utf-8' };
  } catch {
    // Not UTF-8, which is what this asks.
  }
  const zeros = [0, 0];
  bytes.forEach((byte, index) => {
    if (byte === 0) zeros[index & 1] = (zeros[index & 1] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > bytes.length / 8 && even === 0) return utf16(bytes, 'utf-16le');
  if (even > bytes.length / 8 && odd === 0) return utf16(bytes, 'utf-16be');
  if (!looksWestern(bytes)) return unknown();
  const source = fromWindows1252(bytes);
  return source === null ? unknown() : { source, encoding: 'windows-1252' };
}

/** The bytes of a document in the encoding in which it came. */
export function encodeLyrics(source: string, encoding: SourceEncoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return new TextEncoder().encode(source);
    case 'windows-1252':
      return toWindows1252(source);
    case 'utf-16le':
    case 'utf-16be': {
      const bytes = new Uint8Array(source.length * 2);
      const view = new DataView(bytes.buffer);
      for (let index = 0; index < source.length; index += 1)
        view.setUint16(index * 2, source.charCodeAt(index), encoding === 'utf-16le');
      return bytes;
    }
    default:
      return encoding satisfies never;
  }
}

function utf16(
  bytes: Uint8Array,
  encoding: 'utf-16le' | 'utf-16be',
): { source: string; encoding: SourceEncoding } | { problem: LyricsProblem } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units: string[] = [];
  for (let at = 0; at + 1 < bytes.length; at += 2)
    units.push(String.fromCharCode(view.getUint16(at, encoding === 'utf-16le')));
  const source = units.join('');
  return bytes.length % 2 === 1 || !source.isWellFormed() ? unknown() : { source, encoding };
}

/** Accented letters are few and stand alone or in pairs; in Cyrillic, Greek or East Asian encodings they are the text. */
function looksWestern(bytes: Uint8Array): boolean {
  let high = 0;
  let letters = 0;
  let run = 0;
  for (const byte of bytes) {
    if (byte === 0) return false;
    if (byte > 0x20) letters += 1;
    run = byte >= 0x80 ? run + 1 : 0;
    if (run > 3) return false;
    if (byte >= 0x80) high += 1;
  }
  return high <= letters * MOST_HIGH_BYTES;
}

function unknown(): { problem: LyricsProblem } {
  const message = 'The encoding of the file cannot be told. Save it as UTF-8 and send it again.';
  return { problem: { code: 'lyrics-garbled', message, line: null } };
}
