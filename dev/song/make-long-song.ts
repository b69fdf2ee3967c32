/**
 * Makes a song of any length from the same score, for tests and benches:
 * `node dev/song/make-long-song.ts SECONDS OUT.(mp3|wav|ogg|m4a|flac) [--words OUT.json] [--without-voice]`.
 * `--without-voice` needs no espeak-ng: the words keep their times but nobody sings them.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { arrange } from './arrangement.ts';
import { isWritable } from './ffmpeg.ts';
import { truthOf } from './lyrics-files.ts';
import { renderSong } from './render.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { words: { type: 'string' }, 'without-voice': { type: 'boolean', default: false } },
});
const request = z
  .tuple([z.coerce.number().min(10).max(1800), z.string().refine(isWritable)])
  .safeParse(positionals);

if (request.success) {
  const [seconds, out] = request.data;
  const song = arrange(seconds);
  const { durationSeconds, integrated } = await renderSong(song, out, {
    withVoice: !values['without-voice'],
  });
  if (values.words !== undefined) {
    await writeFile(values.words, `${JSON.stringify(truthOf(song, durationSeconds), null, 2)}\n`);
  }
  process.stdout.write(`${out}: ${durationSeconds} s, ${integrated} LUFS\n`);
} else {
  process.stderr.write(
    'Usage: make-long-song.ts SECONDS(10-1800) OUT.(mp3|wav|ogg|m4a|flac) [--words OUT.json] [--without-voice]\n',
  );
  process.exitCode = 2;
}
