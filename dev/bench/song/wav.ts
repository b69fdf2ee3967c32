const HEADER_BYTES = 44;

/** A 16-bit mono WAV; samples beyond full scale are clipped, as any recorder would. */
export function monoWav(pcm: Float32Array, rate: number): Buffer {
  const wav = Buffer.alloc(HEADER_BYTES + pcm.length * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(pcm.length * 2, 40);
  for (let i = 0; i < pcm.length; i += 1) {
    const sample = Math.min(1, Math.max(-1, pcm[i] ?? 0));
    wav.writeInt16LE(Math.round(sample * 32_767), HEADER_BYTES + i * 2);
  }
  return wav;
}
