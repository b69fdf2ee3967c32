import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchInput } from '#container/files/fetch-input.ts';
import { storeOutput } from '#container/files/store-output.ts';
import type { AnalyzeSongResult, AnalyzeSongSpec } from '#contracts/media-jobs/analyze-song.ts';
import { stepOf, type WorkContext } from './context.ts';
import { listenToSong } from './listen-to-song.ts';
import { openSound } from './open-sound.ts';

const WAVEFORM = 'waveform.json';
/** Compressed sound that small lasts no longer than a second per so many bytes; for files that do not say. */
const LEAST_BYTES_PER_SECOND = 1_000;

/** Listens to a song: tempo, beats, sections and loudness are the result, the peaks of its wave are stored. */
export async function analyzeSong(spec: AnalyzeSongSpec, context: WorkContext): Promise<AnalyzeSongResult> {
  const { sizeBytes } = await fetchInput(context, spec.input, 'song');
  context.report(0.1);
  const { input, audio, delaySeconds, statedSeconds } = await openSound(context, 'song');

  const expectedSeconds = statedSeconds ?? sizeBytes / LEAST_BYTES_PER_SECOND;
  const listen = stepOf(context, 0.15, 0.9);
  const { analysis, waveform } = await listenToSong(
    context,
    { input, stream: audio.index, delaySeconds, timeoutSeconds: 120 + expectedSeconds / 4 },
    (seconds) => listen(seconds / Math.max(1, expectedSeconds)),
  );
  await writeFile(join(context.folder, WAVEFORM), JSON.stringify(waveform));
  await storeOutput(context, WAVEFORM, spec.waveform);
  return { kind: 'analyze-song', analysis };
}
