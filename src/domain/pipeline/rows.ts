/** Changes that a copy carries along before they are put into one map with the rest. */
const MOST_CHANGES = 64;

/** Rows that are shared by many versions, and where each of them stands. */
class SharedRows<V> {
  readonly byId: ReadonlyMap<string, V>;
  readonly inOrder: readonly V[];
  #places: Map<string, number> | null = null;

  constructor(byId: ReadonlyMap<string, V>) {
    this.byId = byId;
    this.inOrder = [...byId.values()];
  }

  placeOf(id: string): number | undefined {
    this.#places ??= new Map(Array.from(this.byId.keys(), (each, place) => [each, place]));
    return this.#places.get(id);
  }
}

/**
 * Many rows by id. A copy shares with its original what did not change lately: it costs as much as the last few changes,
 * not as much as all rows. Iterates as a `Map` does: what is set again stays in its place.
 */
export class Rows<V> implements ReadonlyMap<string, V> {
  readonly #shared: SharedRows<V>;
  /** What was set, in the place of shared rows or behind them. */
  readonly #changes: Map<string, V>;
  #added: number;
  /** All rows, from the first removal on; the shared ones and the changes count no more. */
  #own: Map<string, V> | null = null;

  private constructor(shared: SharedRows<V>, changes: ReadonlyMap<string, V>, added: number) {
    this.#shared = shared;
    this.#changes = new Map(changes);
    this.#added = added;
  }

  /** @param rows must not change any more */
  static of<V>(rows: ReadonlyMap<string, V>): Rows<V> {
    return new Rows(new SharedRows(rows), new Map(), 0);
  }

  /** Rows that can be changed while these stay as they are, which they must from now on. */
  copy(): Rows<V> {
    if (this.#own !== null || this.#changes.size >= MOST_CHANGES) return Rows.of(this.#whole());
    return new Rows(this.#shared, this.#changes, this.#added);
  }

  get size(): number {
    return this.#own?.size ?? this.#shared.byId.size + this.#added;
  }

  get(id: string): V | undefined {
    if (this.#own !== null) return this.#own.get(id);
    return this.#changes.get(id) ?? this.#shared.byId.get(id);
  }

  has(id: string): boolean {
    return this.#own?.has(id) ?? (this.#changes.has(id) || this.#shared.byId.has(id));
  }

  set(id: string, row: V): this {
    if (this.#own === null && !this.has(id)) this.#added += 1;
    (this.#own ?? this.#changes).set(id, row);
    return this;
  }

  /** The first one in a copy costs as much as all rows. */
  delete(id: string): boolean {
    if (!this.has(id)) return false;
    this.#own ??= this.#whole();
    return this.#own.delete(id);
  }

  values(): MapIterator<V> {
    if (this.#own !== null) return this.#own.values();
    const rows = [...this.#shared.inOrder];
    for (const [id, row] of this.#changes) rows[this.#shared.placeOf(id) ?? rows.length] = row;
    return rows.values();
  }

  keys(): MapIterator<string> {
    return this.#whole().keys();
  }

  entries(): MapIterator<[string, V]> {
    return this.#whole().entries();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(call: (row: V, id: string, rows: ReadonlyMap<string, V>) => void): void {
    for (const [id, row] of this.entries()) call(row, id, this);
  }

  #whole(): Map<string, V> {
    if (this.#own !== null) return this.#own;
    const whole = new Map(this.#shared.byId);
    for (const [id, row] of this.#changes) whole.set(id, row);
    return whole;
  }
}
