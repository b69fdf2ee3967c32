import { z } from 'zod';
import { Loudness } from './analyze-song.ts';
import { InputUrl, OutputTarget } from './urls.ts';

/**
 * Once per song: measures its loudness and, where MP4 cannot carry it as it is, encodes it to AAC (.m4a), so that
 * every film of it copies its sound.
 */
export const FilmAudioSpec = z.object({
  kind: z.literal('film-audio'),
  input: InputUrl,
  /** Left empty where the song can be copied. */
  output: OutputTarget,
});

export const FilmAudioResult = z.object({
  kind: z.literal('film-audio'),
  /** True where films copy the song itself; nothing was stored then. */
  copied: z.boolean(),
  sizeBytes: z.int().positive().nullable(),
  /** Of what the film plays (a song of more than two channels is mixed down first); null for silence. */
  loudness: Loudness.nullable(),
});
export type FilmAudioResult = z.infer<typeof FilmAudioResult>;
