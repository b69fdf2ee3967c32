import { fileTypeFromBuffer } from 'file-type';
import { mpegAudioType } from './mpeg-audio.ts';

/** As many first bytes as {@link sniffMedia} makes use of. */
export const SNIFF_BYTES = 4_100;

export type Sniffed = {
  mime: string;
  /** By the container's usual content: Ogg, WebM and MP4 may hold sound or pictures, only a probe knows. */
  class: 'audio' | 'video' | 'image' | 'other';
};

/**
 * Tells what a file is by its first bytes ({@link SNIFF_BYTES} of them, or all of a shorter file), never by its name
 * or header. Null for what nobody recognises, such as text, HTML and JSON. A guess to refuse the obviously wrong by:
 * whether the file is whole and readable is decided by the probe.
 */
export async function sniffMedia(bytes: Uint8Array): Promise<Sniffed | null> {
  const head = bytes.subarray(0, SNIFF_BYTES);
  const mime = (await knownType(head)) ?? largeWaveType(head) ?? taggedType(head) ?? mpegAudioType(head);
  return mime === null ? null : { mime, class: classOf(mime) };
}

/** A head that ends amid what its format announces is no error: it is a head. */
async function knownType(head: Uint8Array): Promise<string | null> {
  try {
    return (await fileTypeFromBuffer(head))?.mime ?? null;
  } catch {
    return null;
  }
}

/** WAV that may grow beyond 4 GiB (EBU Tech 3306; ITU-R BS.2088). */
function largeWaveType(head: Uint8Array): string | null {
  const start = new TextDecoder('latin1').decode(head.subarray(0, 12));
  return /^(RF64|BW64).{4}WAVE/s.test(start) ? 'audio/wav' : null;
}

/** A file whose ID3 tag (cover art, say) fills the head: MP3 in all but rare cases. */
function taggedType(head: Uint8Array): string | null {
  return head[0] === 0x49 && head[1] === 0x44 && head[2] === 0x33 ? 'audio/mpeg' : null;
}

function classOf(mime: string): Sniffed['class'] {
  const type = mime.split('/')[0];
  if (mime === 'application/ogg') return 'audio';
  return type === 'audio' || type === 'video' || type === 'image' ? type : 'other';
}
