import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchInput } from '#container/files/fetch-input.ts';
import { storeOutput } from '#container/files/store-output.ts';
import type { MediaJobSpec } from '#contracts/media.ts';
import type { FilmAudioResult } from '#contracts/media-jobs/film-audio.ts';
import { stepOf, type WorkContext } from './context.ts';
import { hearSong } from './hear-song.ts';
import { readSong } from './song-input.ts';

type FilmAudioSpec = Extract<MediaJobSpec, { kind: 'film-audio' }>;

const OUTPUT = 'sound.m4a';

/** Hears a song once, and stores it encoded where films cannot copy it. */
export async function filmAudio(spec: FilmAudioSpec, context: WorkContext): Promise<FilmAudioResult> {
  const { sizeBytes } = await fetchInput(context, spec.input, 'song');
  context.report(0.2);
  const song = await readSong(context, 'song');
  // Without a stated length, that of 64 kbit/s.
  const expected = song.statedSeconds ?? sizeBytes / 8_000;
  const { loudness } = await hearSong(context, song, expected, OUTPUT, stepOf(context, 0.2, 0.9));
  if (song.sound.copy) return { kind: 'film-audio', copied: true, sizeBytes: null, loudness };
  await storeOutput(context, OUTPUT, spec.output);
  const { size } = await stat(join(context.folder, OUTPUT));
  return { kind: 'film-audio', copied: false, sizeBytes: size, loudness };
}
