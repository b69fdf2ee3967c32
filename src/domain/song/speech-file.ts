import type { Song } from '#contracts/entities/index.ts';

/**
 * Largest audio file sent to the speech service: its limit of 25 MiB counts the whole multipart body, so that
 * 64 KiB are left for the rest. In bytes. Source: OpenAI, error 413 of `/v1/audio/transcriptions`.
 */
export const SPEECH_MAX_BYTES = 25 * 1024 * 1024 - 64 * 1024;

/** File name extension and media type by FFmpeg's demuxer; the service goes by the extension. */
const SPEECH_FORMATS: Readonly<Record<string, { extension: string; contentType: string }>> = {
  mp3: { extension: 'mp3', contentType: 'audio/mpeg' },
  wav: { extension: 'wav', contentType: 'audio/wav' },
  flac: { extension: 'flac', contentType: 'audio/flac' },
  ogg: { extension: 'ogg', contentType: 'audio/ogg' },
  mov: { extension: 'm4a', contentType: 'audio/mp4' },
};

/** How a song is sent to the speech service as it is; null where a smaller MP3 must be made first. */
export function speechFile(
  song: Pick<Song, 'format' | 'sizeBytes'>,
): { fileName: string; contentType: string } | null {
  const format = SPEECH_FORMATS[song.format.split(',')[0] ?? ''];
  if (!format || song.sizeBytes > SPEECH_MAX_BYTES) return null;
  return { fileName: `song.${format.extension}`, contentType: format.contentType };
}

/** How the prepared MP3 is sent. */
export const PREPARED_SPEECH_FILE = { fileName: 'song.mp3', contentType: 'audio/mpeg' } as const;
