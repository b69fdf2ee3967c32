import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const MAKE_LONG_SONG = fileURLToPath(new URL('../../song/make-long-song.ts', import.meta.url));

/** The bundled song, for walks that only warm up. */
export const SHORT_SONG = fileURLToPath(new URL('../../song/song.mp3', import.meta.url));

/** Makes an mp3 of that length. Nobody sings in it, so that no speech synthesizer is needed. */
export async function makeSong(seconds: number, file: string): Promise<void> {
  await execa(process.execPath, [MAKE_LONG_SONG, String(seconds), file, '--without-voice']);
}
