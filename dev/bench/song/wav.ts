import { emptyWav, HEADER_BYTES } from '#dev/song/wav.ts';

/** A 16-bit mono WAV; samples beyond full scale are clipped, as any recorder would. */
export function monoWav(pcm: Float32Array, rate: number): Buffer {
  const wav = emptyWav({ channels: 1, rate, samples: pcm.length });
  for (let i = 0; i < pcm.length; i += 1) {
    const sample = Math.min(1, Math.max(-1, pcm[i] ?? 0));
    wav.writeInt16LE(Math.round(sample * 32_767), HEADER_BYTES + i * 2);
  }
  return wav;
}
