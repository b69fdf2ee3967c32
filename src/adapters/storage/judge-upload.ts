import type { UploadKind } from '#contracts/entities/index.ts';
import { SNIFF_BYTES, sniffMedia } from './sniff.ts';

/** What is taken, for people. */
export const TAKEN: Readonly<Record<UploadKind, string>> = {
  song: 'MP3, WAV, FLAC, M4A, AAC, Ogg, Opus or WebM',
  image: 'PNG, JPEG or WebP',
  clip: 'MP4, MOV or WebM',
  reference: 'PNG, JPEG or WebP',
};

/** Sniffed types that a song may have. MP4, WebM and Ogg may hold pictures beside the sound; they are passed over. */
const SONG_TYPES = new Set([
  'audio/mpeg',
  'audio/wav',
  'audio/flac',
  'audio/x-m4a',
  'audio/mp4',
  'audio/aac',
  'audio/ogg',
  'audio/ogg; codecs=opus',
  'application/ogg',
  'video/ogg',
  'video/mp4',
  'video/webm',
]);

const IMAGE_TYPES = {
  'image/png': 'a PNG picture',
  'image/jpeg': 'a JPEG picture',
  'image/webp': 'a WebP picture',
};

/** Types that pictures and clips are declared with, and what they are called. */
export const PICTURE_TYPES = {
  image: IMAGE_TYPES,
  reference: IMAGE_TYPES,
  clip: {
    'video/mp4': 'an MP4 video',
    'video/quicktime': 'a QuickTime video',
    'video/webm': 'a WebM video',
  },
} as const satisfies Record<Exclude<UploadKind, 'song'>, Record<string, string>>;

/** Other things that turn up, as people call them. */
const OTHER_LABELS: Readonly<Record<string, string>> = {
  'image/gif': 'a GIF picture',
  'image/avif': 'an AVIF picture',
  'image/apng': 'an animated PNG picture',
  'image/heic': 'a HEIC picture',
  'audio/mpeg': 'an MP3 sound file',
  'audio/wav': 'a WAV sound file',
  'audio/x-m4a': 'an M4A sound file',
  'video/x-flv': 'an FLV video',
  'video/vnd.avi': 'an AVI video',
  'application/pdf': 'a PDF',
  'application/zip': 'a ZIP archive',
};

/**
 * Why a file cannot be what it was announced as, by its first bytes (`SNIFF_BYTES` of them) and nothing else; null
 * where it may be, which the probe decides. Of a song any of the sound formats will do, whatever was declared;
 * an image or a clip must be of its declared type, because it is shown under that.
 */
export async function wrongUpload(
  purpose: UploadKind,
  declaredType: string,
  head: Uint8Array,
): Promise<string | null> {
  if (head.length === 0) return 'The file is empty.';
  const advice = `Send ${TAKEN[purpose]}.`;
  const mime = plainType((await sniffMedia(head))?.mime ?? null);
  if (mime === null || mime === 'application/xml') {
    const text = textOf(head);
    if (purpose === 'song' && text === null && isPadding(head)) return null;
    if (text === null) return `The file is no ${purpose}: its bytes are of no known kind. ${advice}`;
    return `The file is no ${purpose} but ${text}. ${advice}`;
  }
  const labels: Readonly<Record<string, string>> = {
    ...OTHER_LABELS,
    ...PICTURE_TYPES.image,
    ...PICTURE_TYPES.clip,
  };
  const label = labels[mime] ?? `a file of type ${mime}`;
  if (purpose === 'song') return SONG_TYPES.has(mime) ? null : `The file is no song but ${label}. ${advice}`;
  if (!(mime in PICTURE_TYPES[purpose]))
    return `The file is ${label}, which is not taken as ${A[purpose]}. ${advice}`;
  if (mime !== plainType(declaredType))
    return `The file is ${label}, but it was declared as ${declaredType}. Presign it with its own type.`;
  if (mime === 'image/webp' && isAnimatedWebp(head)) return `The file is an animated WebP picture. ${advice}`;
  return null;
}

/** Of two frames of MP3 at 320 kbit/s, which tell what it is: so much of the head must follow the zeros. */
const TELLING_BYTES = 2 * 1_441;

/** True where a whole head tells nothing, because zeros fill it: some MP3 files have kilobytes of them before the sound. */
function isPadding(head: Uint8Array): boolean {
  const zeros = head.findIndex((byte) => byte !== 0);
  return head.length >= SNIFF_BYTES && (zeros < 0 || head.length - zeros < TELLING_BYTES);
}

const A = { image: 'an image', clip: 'a clip', reference: 'a reference picture' } as const;

/** Names of one type that go by several. */
function plainType(mime: string | null): string | null {
  switch (mime) {
    case 'video/x-m4v':
      return 'video/mp4';
    case 'audio/x-wav':
      return 'audio/wav';
    case 'audio/x-flac':
      return 'audio/flac';
    default:
      return mime;
  }
}

/** The animation flag of the extended file format (RFC 9649, 2.7.1.1). */
function isAnimatedWebp(head: Uint8Array): boolean {
  const chunk = new TextDecoder().decode(head.subarray(12, 16));
  return chunk === 'VP8X' && ((head[20] ?? 0) & 0x02) !== 0;
}

/** Names the texts that turn up in the place of media; null where the bytes are no text. */
function textOf(head: Uint8Array): string | null {
  if (head.includes(0)) return null;
  // A head may end within a character, so that wrong bytes are counted and not refused at once.
  const text = new TextDecoder().decode(head).trimStart().toLowerCase();
  if (text.slice(0, -1).includes('\uFFFD')) return null;
  if (/^(#extm3u|\[playlist\]|ffconcat|<\?xml[^>]*>\s*<(smil|playlist|mpd)|<mpd)/.test(text))
    return 'a playlist';
  if (text.includes('<svg')) return 'an SVG drawing';
  if (/^<(!doctype html|html)/.test(text)) return 'a web page';
  return 'a text';
}
