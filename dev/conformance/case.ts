/** What one operation is asked so that it is granted. */
export interface Case {
  /** Values of the address. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Another body that is valid, too: with the same `Idempotency-Key` it is refused. */
  readonly otherBody?: unknown;
}
