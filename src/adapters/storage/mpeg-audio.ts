/** Bit rates in kbit/s by the header's index: MPEG-1 layers I, II, III, then MPEG-2/2.5 layer I and layers II, III. */
const BIT_RATES = {
  v1l1: [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  v1l2: [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  v1l3: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  v2l1: [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  v2l23: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const SAMPLE_RATES = [44_100, 48_000, 32_000];

/**
 * Finds streams that have no file header: MPEG audio (`audio/mpeg`) and AAC in ADTS frames (`audio/aac`), also
 * after padding or rubbish. Two frames in a row must agree, since one sync word is found in any random data.
 * Layouts: ISO/IEC 11172-3, 2.4.1.3, and ISO/IEC 13818-7, 6.2.
 */
export function mpegAudioType(bytes: Uint8Array): 'audio/mpeg' | 'audio/aac' | null {
  for (let at = 0; at + 7 <= bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue;
    const mpegLength = mpegFrameLength(bytes, at);
    if (mpegLength !== null && mpegFrameLength(bytes, at + mpegLength) !== null) return 'audio/mpeg';
    const adtsLength = adtsFrameLength(bytes, at);
    if (adtsLength !== null && adtsFrameLength(bytes, at + adtsLength) !== null) return 'audio/aac';
  }
  return null;
}

function mpegFrameLength(bytes: Uint8Array, at: number): number | null {
  const second = bytes[at + 1] ?? 0;
  const third = bytes[at + 2] ?? 0;
  const version = (second >> 3) & 3; // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5, 1: reserved
  const layer = 4 - ((second >> 1) & 3); // 4: reserved
  if (bytes[at] !== 0xff || (second & 0xe0) !== 0xe0 || version === 1 || layer === 4) return null;

  const bitRate = ratesOf(version, layer)[(third >> 4) - 1];
  const sampleRate = SAMPLE_RATES[(third >> 2) & 3];
  if (bitRate === undefined || sampleRate === undefined) return null;
  const rate = version === 3 ? sampleRate : version === 2 ? sampleRate / 2 : sampleRate / 4;
  const padding = (third >> 1) & 1;
  if (layer === 1) return (Math.floor((12_000 * bitRate) / rate) + padding) * 4;
  const perFrame = layer === 3 && version !== 3 ? 72_000 : 144_000;
  return Math.floor((perFrame * bitRate) / rate) + padding;
}

function ratesOf(version: number, layer: number): readonly number[] {
  if (version !== 3) return layer === 1 ? BIT_RATES.v2l1 : BIT_RATES.v2l23;
  return layer === 1 ? BIT_RATES.v1l1 : layer === 2 ? BIT_RATES.v1l2 : BIT_RATES.v1l3;
}

function adtsFrameLength(bytes: Uint8Array, at: number): number | null {
  const second = bytes[at + 1] ?? 0;
  if (bytes[at] !== 0xff || (second & 0xf6) !== 0xf0) return null;
  if ((((bytes[at + 2] ?? 0) >> 2) & 15) > 12) return null;
  const length =
    (((bytes[at + 3] ?? 0) & 3) << 11) | ((bytes[at + 4] ?? 0) << 3) | ((bytes[at + 5] ?? 0) >> 5);
  return length > 7 ? length : null;
}
