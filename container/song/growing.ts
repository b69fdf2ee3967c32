const FIRST_CAPACITY = 4096;
/** Small, for the sake of long songs: what is reserved and not used yet takes memory, too. */
const GROWTH = 1.25;

/** A list of numbers of one type that grows by copying. */
export class Growing<A extends Float32Array<ArrayBuffer> | Int16Array<ArrayBuffer>> {
  #values: A;
  #length = 0;
  readonly #make: (length: number) => A;

  constructor(make: (length: number) => A) {
    this.#make = make;
    this.#values = make(FIRST_CAPACITY);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = this.#make(Math.ceil(this.#length * GROWTH));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** What was pushed so far, as a view: no copy. */
  view(): A {
    // A subarray is of its array's own type, which TypeScript does not see through the parameter.
    return this.#values.subarray(0, this.#length) as A;
  }
}

export const growingFloats = () => new Growing((length) => new Float32Array(length));
export const growingShorts = () => new Growing((length) => new Int16Array(length));
