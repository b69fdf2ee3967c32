/**
 * Sound formats that are copied into MP4 untouched, and who plays them there:
 *
 * - `aac`, `mp3`: every browser, iOS, Android, TVs
 * - `alac`: Apple's players and VLC; not Chrome or Firefox
 * - `flac`: Chrome, Firefox, Safari 11 and later, VLC
 * - `opus`: Chrome, Firefox, Safari 17 and later, VLC
 *
 * MP4 has no registered way for Vorbis and WMA, and players that take PCM in it are few: those become AAC.
 */
const COPIED_CODECS: ReadonlySet<string> = new Set(['aac', 'mp3', 'alac', 'flac', 'opus']);

/** True where the song's packets can go into the film as they are. MP4 refuses MP3 below 16 kHz. */
export function isCopiedIntoMp4(audio: { codec: string; sampleRate: number }): boolean {
  return COPIED_CODECS.has(audio.codec) && !(audio.codec === 'mp3' && audio.sampleRate < 16_000);
}
