/**
 * What a bench is. A later one is a file that exports a `Bench`, and a line in `benches.ts`. Whatever a bench claims
 * is a ratio of two things that were measured side by side in one run, since times alone depend on the machine.
 */

/** What a figure has to reach. The limit has two decimals at most. */
export interface Goal {
  /** What the figure is, e.g. `wall time / critical path`; names its samples and is unique within the bench. */
  readonly label: string;
  readonly relation: '≤' | '≥';
  readonly limit: number;
}

export interface BenchTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface BenchReport {
  /** One figure per run and goal, by the goal's label. */
  readonly samples: Readonly<Record<string, readonly number[]>>;
  /** Where the figures come from. */
  readonly tables: readonly BenchTable[];
  /** Sentences for the reader. */
  readonly notes: readonly string[];
}

export interface BenchOptions {
  readonly runs: number;
  /** Tells a person who waits how far it is. */
  readonly say: (text: string) => void;
}

export interface Bench {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  readonly goals: readonly Goal[];
  /** Throws where something failed, so that no figure ever comes from a run that did less work. */
  run(options: BenchOptions): Promise<BenchReport>;
}
