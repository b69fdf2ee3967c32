/** Reads the bits of an H.264 parameter set (ITU-T H.264, 7.2 and 9.1). Throws a RangeError behind its end. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  /** @param unit A NAL unit's bytes behind its header, with the bytes that keep start codes out of it. */
  constructor(unit: Uint8Array) {
    this.#bytes = unit.filter(
      (byte, at) => !(byte === 3 && at >= 2 && unit[at - 1] === 0 && unit[at - 2] === 0),
    );
  }

  /** A number of so many bits, 32 at the most. */
  bits(count: number): number {
    let value = 0;
    for (let bit = 0; bit < count; bit += 1) value = value * 2 + this.#bit();
    return value;
  }

  flag(): boolean {
    return this.#bit() === 1;
  }

  /** A number in exponential Golomb code, `ue(v)`. */
  golomb(): number {
    let zeros = 0;
    while (this.#bit() === 0) zeros += 1;
    if (zeros > 31) throw new RangeError('no exponential Golomb code');
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  #bit(): number {
    const byte = this.#bytes[this.#at >> 3];
    if (byte === undefined) throw new RangeError('the parameter set is cut off');
    const bit = (byte >> (7 - (this.#at & 7))) & 1;
    this.#at += 1;
    return bit;
  }
}
