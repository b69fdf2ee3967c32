import type { MediaClass } from '#contracts/media.ts';

/** A kind of file as its first bytes show it. */
export interface FileKind {
  /** For users, with an article: "an MP3 sound file". */
  label: string;
  /** What it holds as a rule. A video container may hold sound alone: its streams decide. */
  holds: MediaClass;
  /** FFmpeg's demuxer; undefined where the file is recognised but not read here. */
  demuxer: string | undefined;
}

const sound = (label: string, demuxer: string): FileKind => ({ label, holds: 'audio', demuxer });
const video = (label: string, demuxer: string): FileKind => ({ label, holds: 'video', demuxer });
const picture = (label: string, demuxer?: string): FileKind => ({ label, holds: 'image', demuxer });

export const MP3 = sound('an MP3 sound file', 'mp3');
export const WAV = sound('a WAV sound file', 'wav');
export const ADTS = sound('an AAC sound file', 'aac');
export const HEIF = picture('a HEIF picture');
export const ANIMATED_WEBP = picture('an animated WebP picture');

/** By the media type that `file-type` answers (its own names, some of them not registered). */
export const KIND_BY_MEDIA_TYPE: Readonly<Record<string, FileKind>> = {
  'audio/mpeg': MP3,
  'audio/aac': ADTS,
  'audio/wav': WAV,
  'audio/flac': sound('a FLAC sound file', 'flac'),
  'audio/ogg': sound('an Ogg sound file', 'ogg'),
  'audio/ogg; codecs=opus': sound('an Opus sound file', 'ogg'),
  'application/ogg': sound('an Ogg file', 'ogg'),
  'audio/mp4': sound('an M4A sound file', 'mov'),
  'audio/x-m4a': sound('an M4A sound file', 'mov'),
  'audio/aiff': sound('an AIFF sound file', 'aiff'),
  'audio/x-caf': sound('a CAF sound file', 'caf'),
  'audio/x-ms-asf': sound('a WMA sound file', 'asf'),
  'audio/wavpack': sound('a WavPack sound file', 'wv'),
  'audio/ape': sound("a Monkey's Audio file", 'ape'),
  'audio/amr': sound('an AMR sound file', 'amr'),
  'audio/x-dsf': sound('a DSD sound file', 'dsf'),
  'video/mp4': video('an MP4 video', 'mov'),
  'video/x-m4v': video('an M4V video', 'mov'),
  'video/quicktime': video('a QuickTime video', 'mov'),
  'video/3gpp': video('a 3GP video', 'mov'),
  'video/3gpp2': video('a 3GP video', 'mov'),
  'video/webm': video('a WebM video', 'matroska'),
  'video/matroska': video('a Matroska video', 'matroska'),
  'video/ogg': video('an Ogg video', 'ogg'),
  'video/vnd.avi': video('an AVI video', 'avi'),
  'video/x-ms-asf': video('a WMV video', 'asf'),
  'video/x-flv': video('an FLV video', 'flv'),
  'video/mpeg': video('an MPEG video', 'mpeg'),
  'video/MP1S': video('an MPEG video', 'mpeg'),
  'video/MP2P': video('an MPEG video', 'mpeg'),
  'video/mp2t': video('an MPEG transport stream', 'mpegts'),
  'image/png': picture('a PNG picture', 'png_pipe'),
  'image/jpeg': picture('a JPEG picture', 'jpeg_pipe'),
  'image/webp': picture('a WebP picture', 'webp_pipe'),
  'image/gif': picture('a GIF picture', 'gif'),
  'image/apng': picture('an animated PNG picture', 'apng'),
  'image/bmp': picture('a BMP picture', 'bmp_pipe'),
  'image/tiff': picture('a TIFF picture', 'tiff_pipe'),
  'image/avif': picture('an AVIF picture'),
  'image/heic': picture('a HEIC picture'),
  'image/heic-sequence': picture('a HEIC picture'),
  'image/heif': HEIF,
  'image/heif-sequence': HEIF,
  'image/jxl': picture('a JPEG XL picture'),
  'image/vnd.adobe.photoshop': picture('a Photoshop picture'),
};
