/**
 * Makes the bundled demo song: `node dev/song/make-song.ts`.
 * Writes song.mp3, song.lrc and song.words.json beside itself. Needs FFmpeg and espeak-ng.
 */
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { arrange } from './arrangement.ts';
import { lrcOf, truthOf } from './lyrics-files.ts';
import { renderSong } from './render.ts';
import { SONG_SECONDS } from './score.ts';

const song = arrange(SONG_SECONDS);
const mp3 = join(import.meta.dirname, 'song.mp3');
const { durationSeconds, integrated, truePeak } = await renderSong(song, mp3, { withVoice: true });
const truth = truthOf(song, durationSeconds);
await writeFile(join(import.meta.dirname, 'song.words.json'), `${JSON.stringify(truth, null, 2)}\n`);
await writeFile(join(import.meta.dirname, 'song.lrc'), lrcOf(song, durationSeconds));
const { size } = await stat(mp3);
process.stdout.write(
  `song.mp3: ${durationSeconds} s, ${size} bytes, ${integrated} LUFS, ${truePeak} dBFS true peak\n`,
);
