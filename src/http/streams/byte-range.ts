/** A range of bytes as it was asked for: from a place on, or so many at the end. */
export type ByteRange = { offset: number; length?: number } | { suffix: number };

/** The one range that a `Range` header names; null for none, several, or what is no range (RFC 9110, 14.2). */
export function byteRange(header: string | undefined): ByteRange | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined) return null;
  if (first === '') return last === '' ? null : { suffix: Number(last) };
  const offset = Number(first);
  if (last === '') return { offset };
  const length = Number(last) - offset + 1;
  return length > 0 ? { offset, length } : null;
}

/** The bytes that a file of that size gives for the range; null where it has none of them. */
export function bytesWithin(range: ByteRange, size: number): { offset: number; length: number } | null {
  if ('suffix' in range) {
    const length = Math.min(range.suffix, size);
    return length > 0 ? { offset: size - length, length } : null;
  }
  const { offset } = range;
  if (offset >= size) return null;
  return { offset, length: Math.min(range.length ?? size, size - offset) };
}
