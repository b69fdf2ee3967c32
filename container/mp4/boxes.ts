/** A box of an MP4 file (ISO/IEC 14496-12), as offsets into the bytes that it was found in. */
export interface Box {
  type: string;
  /** First byte behind size and type. */
  body: number;
  end: number;
}

/** The boxes that lie side by side from `from` to `to`. Ends at the first that does not fit. */
export function boxesIn(bytes: Buffer, from = 0, to = bytes.length): Box[] {
  const boxes: Box[] = [];
  let at = from;
  while (at + 8 <= to) {
    const size = bytes.readUInt32BE(at);
    const long = size === 1;
    if (long && at + 16 > to) break;
    const length = long ? Number(bytes.readBigUInt64BE(at + 8)) : size === 0 ? to - at : size;
    if (length < (long ? 16 : 8) || at + length > to) break;
    boxes.push({
      type: bytes.toString('latin1', at + 4, at + 8),
      body: at + (long ? 16 : 8),
      end: at + length,
    });
    at += length;
  }
  return boxes;
}

/** The first box at a path of types, e.g. `['mdia', 'mdhd']`. */
export function findBox(bytes: Buffer, path: readonly string[], within?: Box): Box | undefined {
  let place: Box | undefined = within ?? { type: '', body: 0, end: bytes.length };
  for (const type of path) {
    if (place === undefined) return undefined;
    place = boxesIn(bytes, place.body, place.end).find((box) => box.type === type);
  }
  return place;
}

/** Writes a box. */
export function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
}

/** Writes a box that has a version and flags. */
export function fullBox(type: string, flags: number, ...parts: readonly Buffer[]): Buffer {
  return box(type, u32(flags), ...parts);
}

/** 32-bit numbers. */
export function u32(...values: readonly number[]): Buffer {
  return u32List(values);
}

/** A table of 32-bit numbers, however long (arguments are not). */
export function u32List(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
}

/** 16-bit numbers. */
export function u16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value, index * 2);
  return bytes;
}

/** 64-bit numbers. */
export function u64(...values: readonly number[]): Buffer {
  return u64List(values);
}

/** A table of 64-bit numbers, however long. */
export function u64List(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 8);
  for (const [index, value] of values.entries()) bytes.writeBigUInt64BE(BigInt(value), index * 8);
  return bytes;
}

/** The matrix that leaves a picture as it is (ISO/IEC 14496-12 8.2.2). */
export const UNITY_MATRIX: Buffer = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
