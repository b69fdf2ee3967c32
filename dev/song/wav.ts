import type { Stereo } from './pcm.ts';
import { SAMPLE_RATE } from './score.ts';

/** Where the samples begin. */
export const HEADER_BYTES = 44;

/** A 16-bit PCM WAV of silence, to write `samples` for each channel into; `rate` is in hertz. */
export function emptyWav({
  channels,
  rate,
  samples,
}: {
  channels: number;
  rate: number;
  samples: number;
}): Buffer {
  const frameBytes = channels * 2;
  const dataBytes = samples * frameBytes;
  const wav = Buffer.alloc(HEADER_BYTES + dataBytes);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(channels, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * frameBytes, 28);
  wav.writeUInt16LE(frameBytes, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(dataBytes, 40);
  return wav;
}

/** Writes 16-bit stereo PCM at the song's sample rate; samples outside -1..1 are refused, never clipped. */
export function encodeWav({ left, right }: Stereo): Buffer {
  const wav = emptyWav({ channels: 2, rate: SAMPLE_RATE, samples: left.length });
  for (let i = 0; i < left.length; i += 1) {
    wav.writeInt16LE(Math.round((left[i] ?? 0) * 32_767), HEADER_BYTES + i * 4);
    wav.writeInt16LE(Math.round((right[i] ?? 0) * 32_767), HEADER_BYTES + i * 4 + 2);
  }
  return wav;
}

/**
 * Reads 16-bit mono PCM, as espeak-ng writes it to a pipe.
 * The sizes in such a header are placeholders, so the data runs to the end of the input.
 * @throws Error when the bytes are not a 16-bit mono WAV.
 */
export function decodeMonoWav(wav: Buffer): { sampleRate: number; samples: Float32Array } {
  const isMono16 =
    wav.length > HEADER_BYTES &&
    wav.toString('latin1', 0, 4) === 'RIFF' &&
    wav.toString('latin1', 36, 40) === 'data' &&
    wav.readUInt16LE(22) === 1 &&
    wav.readUInt16LE(34) === 16;
  if (!isMono16) throw new Error('Expected a 16-bit mono WAV');
  const count = (wav.length - HEADER_BYTES) >> 1;
  const samples = Float32Array.from({ length: count }, (_, i) => {
    return wav.readInt16LE(HEADER_BYTES + i * 2) / 32_768;
  });
  return { sampleRate: wav.readUInt32LE(24), samples };
}
