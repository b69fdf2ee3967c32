import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { filmAudioArguments } from '#container/ffmpeg/arguments/film-audio.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { LoudnessReader } from '#container/ffmpeg/loudness.ts';
import { fetchInput } from '#container/files/fetch-input.ts';
import { storeOutput } from '#container/files/store-output.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { MediaJobSpec } from '#contracts/media.ts';
import type { FilmAudioResult } from '#contracts/media-jobs/film-audio.ts';
import { stepOf, type WorkContext } from './context.ts';
import { readSong } from './song-input.ts';

type FilmAudioSpec = Extract<MediaJobSpec, { kind: 'film-audio' }>;

const OUTPUT = 'sound.m4a';

/** Hears a song once, and stores it encoded where films cannot copy it. */
export async function filmAudio(spec: FilmAudioSpec, context: WorkContext): Promise<FilmAudioResult> {
  const { sizeBytes } = await fetchInput(context, spec.input, 'song');
  context.report(0.2);
  const { song, songStream, sound, statedSeconds } = await readSong(context, 'song');
  const step = stepOf(context, 0.2, 0.9);
  // Without a stated length, that of 64 kbit/s.
  const expected = statedSeconds ?? sizeBytes / 8_000;
  const reader = new LoudnessReader();
  const { seconds } = await runFfmpeg(context, {
    args: filmAudioArguments(song, songStream, sound, OUTPUT),
    timeoutSeconds: 120 + expected,
    onProgress: (progress) => step(progress.seconds / Math.max(1, expected)),
    onComplaint: (line) => reader.read(line),
  });
  if (seconds <= 0) throw new MediaFailure('input-unreadable', 'No sound could be decoded from the file.');
  const { loudness } = reader;
  if (sound.copy) return { kind: 'film-audio', copied: true, sizeBytes: null, loudness };
  await storeOutput(context, OUTPUT, spec.output);
  const { size } = await stat(join(context.folder, OUTPUT));
  return { kind: 'film-audio', copied: false, sizeBytes: size, loudness };
}
