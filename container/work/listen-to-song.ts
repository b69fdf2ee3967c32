import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { decodeSongArguments } from '#container/ffmpeg/arguments/decode-song.ts';
import type { LocalInput } from '#container/ffmpeg/arguments/input.ts';
import { explain } from '#container/ffmpeg/complaints.ts';
import { LoudnessReader } from '#container/ffmpeg/loudness.ts';
import { runTool } from '#container/ffmpeg/run.ts';
import { MediaFailure } from '#container/media-failure.ts';
import { SAMPLE_RATE } from '#container/song/frames.ts';
import { ProcessReply } from '#container/song/process-reply.ts';
import type { SongAnalysis, Waveform } from '#contracts/media-jobs/analyze-song.ts';
import type { WorkContext } from './context.ts';

const ANALYZER = fileURLToPath(new URL('../song/analyze-process.ts', import.meta.url));
const BYTES_PER_SECOND = SAMPLE_RATE * Float32Array.BYTES_PER_ELEMENT;

/**
 * Decodes a song with FFmpeg straight into the analysing process: neither the service nor the disk ever holds it. When
 * one of the two fails or the job is canceled, both are killed. Throws `input-unreadable` where nothing is decoded.
 *
 * @param onSeconds Takes how much of the song went through, in seconds.
 */
export async function listenToSong(
  context: WorkContext,
  song: { input: LocalInput; stream: number; delaySeconds: number; timeoutSeconds: number },
  onSeconds: (seconds: number) => void,
): Promise<{ analysis: SongAnalysis; waveform: Waveform }> {
  const { input, stream, delaySeconds, timeoutSeconds } = song;
  const broken = new AbortController();
  const signal = AbortSignal.any([context.signal, broken.signal]);
  const bounds = { guard: context.tools.guard, limits: context.limits };
  const run = { ...bounds, folder: context.folder, signal, timeoutSeconds };
  const samples = new PassThrough();
  let bytes = 0;
  samples.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    onSeconds(bytes / BYTES_PER_SECOND);
  });
  const breakOff = (error: unknown) => {
    broken.abort(error);
    throw error;
  };
  const decode = async () => {
    const args = decodeSongArguments(input, stream, SAMPLE_RATE, delaySeconds);
    const reader = new LoudnessReader();
    const onComplaint = (line: string) => reader.read(line);
    const outcome = await runTool({
      ...run,
      program: context.tools.ffmpeg,
      args,
      output: samples,
      onComplaint,
    });
    if (outcome.exitCode !== 0) throw explain(outcome);
    return reader.loudness;
  };
  const analyze = async () => {
    const lines: string[] = [];
    const onLine = (line: string) => lines.push(line);
    const outcome = await runTool({
      ...run,
      program: process.execPath,
      args: [ANALYZER],
      input: samples,
      onLine,
    });
    if (outcome.exitCode === 0) return ProcessReply.parse(JSON.parse(lines.join('')));
    const cause = new Error(outcome.complaints.join('\n'));
    throw new MediaFailure('internal', 'The analysis of the song broke off.', { cause });
  };
  // Both have ended when this goes on, so that the folder may be removed; the first failure is the cause of the other.
  const [loudness, reply] = await Promise.allSettled([decode().catch(breakOff), analyze().catch(breakOff)]);
  if (broken.signal.aborted) throw broken.signal.reason;
  if (loudness.status === 'rejected') throw loudness.reason;
  if (reply.status === 'rejected') throw reply.reason;
  const { song: heard, waveform } = reply.value;
  if (!heard || !waveform)
    throw new MediaFailure('input-unreadable', 'No sound could be decoded from the file.');
  return { analysis: { ...heard, loudness: loudness.value }, waveform };
}
