import type { NastyFile } from './nasty-file.ts';

/** A silent frame of MPEG 2.5 layer III, mono: 8 kbit/s at 8 kHz are 72 bytes for 72 ms. */
const FRAME = Buffer.concat([Buffer.from([0xff, 0xe3, 0x18, 0xc0]), Buffer.alloc(68)]);
const FRAME_SECONDS = 0.072;

export function mp3Frames(count: number): Buffer {
  const bytes = Buffer.alloc(count * FRAME.length);
  for (let frame = 0; frame < count; frame += 1) FRAME.copy(bytes, frame * FRAME.length);
  return bytes;
}

/** An ID3v2.3 tag of frames, each an id of four letters and its content. */
export function id3(frames: readonly { id: string; content: Buffer }[]): Buffer {
  const body = Buffer.concat(
    frames.map(({ id, content }) => {
      const head = Buffer.alloc(10);
      head.write(id, 0, 'latin1');
      head.writeUInt32BE(content.length, 4);
      return Buffer.concat([head, content]);
    }),
  );
  const head = Buffer.from('ID3\x03\0\0\0\0\0\0', 'latin1');
  // Seven bits to a byte, so that no byte looks like the start of a frame.
  for (const [index, shift] of [21, 14, 7, 0].entries()) head[6 + index] = (body.length >> shift) & 0x7f;
  return Buffer.concat([head, body]);
}

/** 16 bit mono at 8 kHz. @param claimedBytes What the header says of the data that follows. */
function wav(data: Buffer, claimedBytes = data.length): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(Math.min(0xffffffff, claimedBytes + 36), 4);
  head.write('WAVEfmt ', 8, 'latin1');
  for (const [at, value] of [
    [16, 16],
    [24, 8_000],
    [28, 16_000],
    [40, claimedBytes],
  ] as const) {
    head.writeUInt32LE(value, at);
  }
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const) {
    head.writeUInt16LE(value, at);
  }
  head.write('data', 36, 'latin1');
  return Buffer.concat([head, data]);
}

/** Songs that are no song, too much of one, or less than they say. */
export function soundFiles(): NastyFile[] {
  const cover = Buffer.concat([
    Buffer.from('\0image/png\0\x03\0', 'latin1'),
    Buffer.alloc(50 * 1024 ** 2, 0x41),
  ]);
  const text = Buffer.concat([Buffer.from('\0remark\0', 'latin1'), Buffer.alloc(20 * 1024 ** 2, 0x41)]);
  const song = mp3Frames(30);
  const files: Readonly<Record<string, Buffer>> = {
    'header-only.wav': wav(Buffer.alloc(0)),
    'one-empty-frame.mp3': mp3Frames(1),
    'tag-without-sound.mp3': id3([{ id: 'TIT2', content: Buffer.from('\0A title', 'latin1') }]),
    'endless-by-header.wav': wav(Buffer.alloc(16_000 * 2), 0xffffffff),
    'fifty-megabyte-cover.mp3': Buffer.concat([id3([{ id: 'APIC', content: cover }]), song]),
    'twenty-megabyte-remark.mp3': Buffer.concat([id3([{ id: 'TXXX', content: text }]), song]),
    'mono-8-khz.mp3': song,
    'three-hours.mp3': mp3Frames(Math.round((3 * 3600) / FRAME_SECONDS)),
  };
  return Object.entries(files).map(([name, bytes]) => ({ name, role: 'song', bytes }));
}
