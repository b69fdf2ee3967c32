/**
 * A process of its own, so that the service answers while it works and can kill it: reads mono samples at
 * `SAMPLE_RATE` (32-bit float, little-endian) from standard input to their end, writes what they tell as one line of
 * JSON (`ProcessReply`).
 */
import { analyzeSound } from './analyze.ts';
import { SongListener } from './listener.ts';
import type { ProcessReply } from './process-reply.ts';
import { waveformOf } from './waveform.ts';

const BYTES = Float32Array.BYTES_PER_ELEMENT;

async function listen(input: AsyncIterable<Buffer>): Promise<ProcessReply> {
  const listener = new SongListener();
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of input) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const count = Math.floor(bytes.length / BYTES);
    // Copied: a pipe's chunks begin at any address, samples only at multiples of four.
    const samples = new Float32Array(count);
    new Uint8Array(samples.buffer).set(bytes.subarray(0, count * BYTES));
    listener.push(samples);
    rest = bytes.subarray(count * BYTES);
  }
  const sound = listener.finish();
  if (sound.frameCount === 0) return { song: null, waveform: null };
  return { song: analyzeSound(sound), waveform: waveformOf(sound.peaks) };
}

process.stdout.write(`${JSON.stringify(await listen(process.stdin))}\n`);
