/** How many frames in a row make chance unlikely: one sync word comes up by chance every few KB. */
const FRAMES_IN_A_ROW = 4;

const RATES_KHZ = [44.1, 48, 32] as const;
const LAYER_3_KBITS = {
  mpeg1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  mpeg2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;

/** Length in bytes of the MPEG layer III frame that starts here (ISO/IEC 11172-3 2.4.2.3), undefined if none does. */
function mp3FrameLength(bytes: Buffer, at: number): number | undefined {
  if (at + 4 > bytes.length || bytes.readUInt16BE(at) >> 5 !== 0x7ff) return undefined;
  const version = (bytes.readUInt8(at + 1) >> 3) & 3;
  const layer = (bytes.readUInt8(at + 1) >> 1) & 3;
  const third = bytes.readUInt8(at + 2);
  const rate = RATES_KHZ[(third >> 2) & 3];
  if (version === 1 || layer !== 1 || rate === undefined) return undefined;
  const isMpeg1 = version === 3;
  const kilobits = (isMpeg1 ? LAYER_3_KBITS.mpeg1 : LAYER_3_KBITS.mpeg2)[third >> 4];
  if (!kilobits) return undefined;
  const kilohertz = isMpeg1 ? rate : version === 2 ? rate / 2 : rate / 4;
  return Math.floor(((isMpeg1 ? 144 : 72) * kilobits) / kilohertz) + ((third >> 1) & 1);
}

/** Length in bytes of the ADTS frame that starts here (ISO/IEC 13818-7 6.2), undefined if none does. */
function adtsFrameLength(bytes: Buffer, at: number): number | undefined {
  if (at + 7 > bytes.length || (bytes.readUInt16BE(at) & 0xfff6) !== 0xfff0) return undefined;
  if (((bytes.readUInt8(at + 2) >> 2) & 15) > 12) return undefined;
  const length = ((bytes.readUInt32BE(at + 3) >> 13) & 0x1fff) >>> 0;
  return length > 7 ? length : undefined;
}

/**
 * Finds a sound stream without a file header, also behind some junk: streams cut out of a broadcast start within
 * a frame. Looks at the bytes given only.
 */
export function findFrameSync(bytes: Buffer): 'mp3' | 'aac' | undefined {
  for (let start = 0; start < bytes.length - 4; start += 1) {
    if (bytes[start] !== 0xff) continue;
    if (isRunOfFrames(bytes, start, mp3FrameLength)) return 'mp3';
    if (isRunOfFrames(bytes, start, adtsFrameLength)) return 'aac';
  }
  return undefined;
}

function isRunOfFrames(
  bytes: Buffer,
  start: number,
  lengthAt: (bytes: Buffer, at: number) => number | undefined,
): boolean {
  let at = start;
  for (let frame = 0; frame < FRAMES_IN_A_ROW; frame += 1) {
    const length = lengthAt(bytes, at);
    if (length === undefined) return false;
    at += length;
  }
  return true;
}
