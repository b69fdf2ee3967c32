import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareAudioArguments, speechBitRate } from '#container/ffmpeg/arguments/prepare-audio.ts';
import { runFfmpeg } from '#container/ffmpeg/ffmpeg.ts';
import { PacketTally, readPackets } from '#container/ffmpeg/packets.ts';
import { fetchInput } from '#container/files/fetch-input.ts';
import { storeOutput } from '#container/files/store-output.ts';
import { MediaFailure } from '#container/media-failure.ts';
import type { MediaJobSpec, PrepareAudioResult } from '#contracts/media.ts';
import { stepOf, type WorkContext } from './context.ts';
import { openSound } from './open-sound.ts';
import { songDuration } from './probe.ts';

type PrepareAudioSpec = Extract<MediaJobSpec, { kind: 'prepare-audio' }>;

const OUTPUT = 'speech.mp3';

/** Makes the small mono MP3 that a speech service accepts. Times in it are times in the song. */
export async function prepareAudio(
  spec: PrepareAudioSpec,
  context: WorkContext,
): Promise<PrepareAudioResult> {
  const { sizeBytes } = await fetchInput(context, spec.input, 'song');
  context.report(0.2);
  const { kind, input, audio, delaySeconds, statedSeconds } = await openSound(context, 'song');

  const tally = new PacketTally();
  await readPackets(context, input, String(audio.index), 60 + sizeBytes / 2e6, (packet) => tally.add(packet));
  const durationSeconds = songDuration(statedSeconds, tally.summary(), audio.sample_rate, delaySeconds);
  if (durationSeconds <= 0)
    throw new MediaFailure('input-unreadable', `The file is ${kind.label} with nothing in it.`);

  const bitRate = speechBitRate(durationSeconds, spec.maxBytes);
  if (bitRate === undefined) throw tooLong(durationSeconds);
  const encode = stepOf(context, 0.25, 0.9);
  const { seconds } = await runFfmpeg(context, {
    args: prepareAudioArguments(input, audio.index, bitRate, OUTPUT, delaySeconds),
    timeoutSeconds: 60 + durationSeconds,
    onProgress: (progress) => encode(progress.seconds / durationSeconds),
  });
  if (seconds <= 0) throw new MediaFailure('input-unreadable', 'No sound could be decoded from the file.');
  const { size } = await stat(join(context.folder, OUTPUT));
  if (size > spec.maxBytes) throw tooLong(durationSeconds);
  await storeOutput(context, OUTPUT, spec.output);
  return { kind: 'prepare-audio', sizeBytes: size, durationSeconds: seconds };
}

function tooLong(durationSeconds: number): MediaFailure {
  const minutes = Math.round(durationSeconds / 60);
  return new MediaFailure('input-too-large', `The song is too long to be transcribed (${minutes} minutes).`);
}
