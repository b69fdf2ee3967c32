import type { Orientation } from '#container/files/orientation.ts';

/** 100 megapixels: larger than any camera's picture, small enough (600 MB as RGB48) to decode. */
export const MAX_PIXELS = 100_000_000;

/** As many tracks as any honest file has; of a dishonest one each costs a decoder. */
export const MAX_STREAMS = 100;

/** A local file of the job and the demuxer that its first bytes call for. */
export interface LocalInput {
  /** A name in the job's folder, chosen by us. */
  name: string;
  /** FFmpeg's demuxer; named, so that FFmpeg never guesses one that reads other files (playlists). */
  demuxer: string;
  /** How a still is to be turned by us, and not by FFmpeg. */
  orientation?: Orientation | undefined;
}

/**
 * The arguments before and with `-i`, for FFmpeg and ffprobe alike. Only files and pipes may be opened, whatever
 * the input says inside.
 */
export function inputArguments(input: LocalInput): string[] {
  return [
    '-protocol_whitelist',
    'file,pipe',
    '-max_pixels',
    String(MAX_PIXELS),
    '-max_streams',
    String(MAX_STREAMS),
    '-f',
    input.demuxer,
    '-i',
    input.name,
  ];
}
