/**
 * OpenAI measures 25 MiB on the whole multipart body and goes by the extension of the file name, not by the bytes
 * or the content type (an MP3 named `audio.bin` is refused).
 */

/** Largest file that fits into a request together with the other fields. */
export const SPEECH_MAX_BYTES = 26_214_400 - 65_536;

/** Content types and FFmpeg demuxers by the extension under which OpenAI takes such a file. */
const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  mp3: ['mp3', 'audio/mpeg', 'audio/mp3', 'audio/x-mp3', 'audio/mpeg3'],
  flac: ['flac', 'audio/flac', 'audio/x-flac'],
  wav: ['wav', 'audio/wav', 'audio/wave', 'audio/x-wav', 'audio/vnd.wave'],
  ogg: ['ogg', 'audio/ogg', 'application/ogg', 'video/ogg'],
  m4a: ['mov,mp4,m4a,3gp,3g2,mj2', 'audio/mp4', 'audio/x-m4a', 'audio/m4a'],
  mp4: ['video/mp4'],
  webm: ['matroska,webm', 'audio/webm', 'video/webm'],
  mpeg: ['mpeg', 'video/mpeg'],
};

/**
 * The file name under which OpenAI accepts a song of this content type (parameters allowed) or FFmpeg demuxer.
 * Null where it accepts none (raw AAC or Opus, AIFF …): the song must be converted first.
 */
export function speechFileName(contentTypeOrDemuxer: string): string | null {
  const kind = contentTypeOrDemuxer.split(';')[0]?.trim().toLowerCase();
  for (const [extension, kinds] of Object.entries(EXTENSIONS)) {
    if (kind !== undefined && kinds.includes(kind)) return `song.${extension}`;
  }
  return null;
}
