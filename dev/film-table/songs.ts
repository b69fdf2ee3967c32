/** The songs of the table's films: silence with a click in every second, in every format that people send. */
import { clicks, type MediaFolder } from '#container/testing/make-media.ts';

export interface SongFile {
  readonly file: string;
  readonly seconds: number;
  readonly args: readonly string[];
  readonly rate?: number;
  /** The codec that a film of it carries. */
  readonly codec: string;
  /** Whether films carry the song's own packets. */
  readonly copied: boolean;
}

const SURROUND = 'pan=5.1|FL=c0|FR=c0|FC=0.5*c0|LFE=0*c0|BL=0.5*c0|BR=0.5*c0';
const copied = (file: string, codec: string, seconds: number, args: readonly string[] = []): SongFile => ({
  file,
  codec,
  seconds,
  args,
  copied: true,
});
const encoded = (file: string, seconds: number, args: readonly string[] = [], rate = 44_100): SongFile => ({
  file,
  codec: 'aac',
  seconds,
  args,
  rate,
  copied: false,
});

/** No length is a whole number of frames of any film. */
export const SONGS = {
  mp3: copied('song.mp3', 'mp3', 2.517, ['-ac', '2', '-b:a', '128k']),
  mp3Vbr48: copied('vbr.mp3', 'mp3', 3.031, ['-ac', '2', '-ar', '48000', '-q:a', '4']),
  mp3Mono22: copied('mono.mp3', 'mp3', 2.263, ['-ar', '22050', '-b:a', '48k']),
  telephone: encoded('telephone.mp3', 2.213, ['-ar', '8000', '-ac', '1', '-b:a', '16k']),
  wav: encoded('song.wav', 2.337, ['-ac', '2']),
  wav8: encoded('mono8.wav', 2.171, ['-ar', '8000', '-ac', '1']),
  wav51: encoded('surround.wav', 2.609, ['-af', SURROUND, '-ar', '48000']),
  wav96: encoded('studio.wav', 2.111, ['-ac', '2', '-ar', '96000', '-c:a', 'pcm_s24le']),
  flac: copied('song.flac', 'flac', 2.713, ['-ac', '2']),
  flac96: copied('studio.flac', 'flac', 2.291, ['-ac', '2', '-ar', '96000']),
  m4a: copied('song.m4a', 'aac', 2.457, ['-ac', '2', '-c:a', 'aac']),
  adts: copied('song.aac', 'aac', 2.903, ['-c:a', 'aac', '-f', 'adts']),
  alac: copied('alac.m4a', 'alac', 2.053, ['-ac', '2', '-c:a', 'alac']),
  vorbis: encoded('song.ogg', 3.203, ['-ac', '2', '-c:a', 'libvorbis']),
  opus: copied('song.opus', 'opus', 2.659, ['-c:a', 'libopus', '-ar', '48000']),
  webmOpus: copied('opus.webm', 'opus', 2.753, ['-c:a', 'libopus', '-ar', '48000']),
  webmVorbis: encoded('vorbis.webm', 2.153, ['-c:a', 'libvorbis']),
} satisfies Record<string, SongFile>;
export type SongName = keyof typeof SONGS;

export function songFile(name: SongName): SongFile {
  return SONGS[name];
}

/** Makes a song and answers its bytes. */
export function makeSong(folder: MediaFolder, name: SongName): Promise<Buffer> {
  const { file, seconds, args, rate } = songFile(name);
  return folder.make(file, [...clicks(seconds, rate), ...args]);
}
