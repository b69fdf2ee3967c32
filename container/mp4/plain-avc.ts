import { BitReader } from './bit-reader.ts';
import { boxesIn } from './boxes.ts';
import { VISUAL_ENTRY_BYTES } from './segment-index.ts';

/** What there is to know of a plain H.264 picture: square pixels, upright, progressive, 8 bits in 4:2:0, TV range. */
export interface PlainAvc {
  width: number;
  height: number;
  /** True where it is said to be BT.709, false where nothing is said. */
  isBt709: boolean;
}

/** Boxes of a sample description that say nothing of the picture, or what is looked at here. */
const KNOWN_BOXES = ['avcC', 'btrt', 'pasp', 'colr'];

/**
 * Reads a sample description (an `stsd` box). Undefined for whatever is not plain, or rare: FFmpeg has to be asked then.
 * Sources: ISO/IEC 14496-12 12.1, ISO/IEC 14496-15 5.3.3, ITU-T H.264 7.3.2.1 and E.1.
 */
export function readPlainAvc(descriptions: Buffer): PlainAvc | undefined {
  const [entry, ...more] = boxesIn(descriptions, 16);
  if (entry?.type !== 'avc1' || more.length > 0) return undefined;
  const boxes = boxesIn(descriptions, entry.body + VISUAL_ENTRY_BYTES, entry.end);
  if (boxes.some(({ type }) => !KNOWN_BOXES.includes(type))) return undefined;
  const bodiesOf = (wanted: string) =>
    boxes.filter(({ type }) => type === wanted).map(({ body, end }) => descriptions.subarray(body, end));
  const [setup, ...others] = bodiesOf('avcC');
  if (setup === undefined || others.length > 0) return undefined;
  try {
    const picture = readParameters(setup);
    const size = {
      width: descriptions.readUInt16BE(entry.body + 24),
      height: descriptions.readUInt16BE(entry.body + 26),
    };
    if (picture?.width !== size.width || picture.height !== size.height) return undefined;
    const isSquare = bodiesOf('pasp').every((aspect) => aspect.readUInt32BE(0) === aspect.readUInt32BE(4));
    const isTold = bodiesOf('colr').every((colour) => isSameColour(colour, picture.isBt709));
    return isSquare && isTold ? picture : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Codes of ITU-T H.273: BT.709 is 1 for all three, 2 says nothing. */
const [BT709, UNSAID] = [1, 2];

function isSameColour(box: Buffer, isBt709: boolean): boolean {
  if (box.toString('latin1', 0, 4) !== 'nclx') return false;
  const said = [4, 6, 8].map((at) => box.readUInt16BE(at));
  const isFull = box.readUInt8(10) >= 128;
  return !isFull && said.every((code) => code === (isBt709 ? BT709 : UNSAID));
}

/** Baseline, Main and High; others have other samples. */
const PROFILES = [66, 77, 100];
const HIGH = 100;

function readParameters(setup: Buffer): PlainAvc | undefined {
  // One sequence parameter set, whose header byte says so.
  if (setup.readUInt8(0) !== 1 || (setup.readUInt8(5) & 0x1f) !== 1) return undefined;
  const length = setup.readUInt16BE(6);
  if ((setup.readUInt8(8) & 0x1f) !== 7) return undefined;
  const unit = new BitReader(setup.subarray(9, 8 + length));
  const profile = unit.bits(8);
  if (!PROFILES.includes(profile)) return undefined;
  unit.bits(16);
  unit.golomb();
  if (profile === HIGH) {
    const [chroma, depth, chromaDepth] = [unit.golomb(), unit.golomb(), unit.golomb()];
    if (chroma !== 1 || depth !== 0 || chromaDepth !== 0) return undefined;
    unit.flag();
    const hasScaling = unit.flag();
    if (hasScaling) return undefined;
  }
  unit.golomb();
  const order = unit.golomb();
  if (order === 1) return undefined;
  if (order === 0) unit.golomb();
  unit.golomb();
  unit.flag();
  const [across, down] = [16 * (unit.golomb() + 1), 16 * (unit.golomb() + 1)];
  const isProgressive = unit.flag();
  if (!isProgressive) return undefined;
  unit.flag();
  const isCropped = unit.flag();
  const [left, right, top, bottom] = isCropped
    ? [unit.golomb(), unit.golomb(), unit.golomb(), unit.golomb()]
    : [0, 0, 0, 0];
  const size = { width: across - 2 * (left + right), height: down - 2 * (top + bottom) };
  const hasUsage = unit.flag();
  const usage = hasUsage ? readUsage(unit) : { isBt709: false };
  return usage && { ...size, ...usage };
}

function readUsage(unit: BitReader): Pick<PlainAvc, 'isBt709'> | undefined {
  const hasAspect = unit.flag();
  // 0 says nothing, 1 is square.
  if (hasAspect && unit.bits(8) > 1) return undefined;
  const hasOverscan = unit.flag();
  if (hasOverscan) unit.flag();
  const hasSignal = unit.flag();
  if (!hasSignal) return { isBt709: false };
  unit.bits(3);
  const isFull = unit.flag();
  if (isFull) return undefined;
  const hasColour = unit.flag();
  if (!hasColour) return { isBt709: false };
  const said = [unit.bits(8), unit.bits(8), unit.bits(8)];
  if (said.every((code) => code === BT709)) return { isBt709: true };
  return said.every((code) => code === UNSAID) ? { isBt709: false } : undefined;
}
