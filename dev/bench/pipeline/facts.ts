/** What is known of one run once it is over. All times are milliseconds since the epoch, by one machine's clock. */
import type { TaskKind } from '#contracts/entities/index.ts';

/** One call that a simulated service answered. */
export interface CallFacts {
  /** Accepted by the service. */
  readonly createdAt: number;
  /** Finished there: for a prediction before its webhook is sent, for a plain call before the answer is sent. */
  readonly endedAt: number;
  /** How long the service was made to take. */
  readonly latencyMs: number;
}

/** How long one FFmpeg job waited for a free core, then worked, transfers included. */
export interface MediaFacts {
  readonly queuedMs: number;
  readonly workedMs: number;
}

export interface TaskFacts {
  readonly id: string;
  readonly work: TaskKind;
  readonly sceneId: string | null;
  /** Claimed by its consumer. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly call: CallFacts | null;
  readonly media: MediaFacts | null;
}

export interface RunFacts {
  /** The client sent its request for the run. */
  readonly askedAt: number;
  /** Both the song was known and the run accepted. */
  readonly begunAt: number;
  /** The client heard that the run had succeeded. */
  readonly heardAt: number;
  readonly tasks: readonly TaskFacts[];
  /** Of each scene, the `write-prompts` task that wrote its prompt. */
  readonly promptsTaskOf: ReadonlyMap<string, string>;
}
