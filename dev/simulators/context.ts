import type { SimulatorConfig } from './config.ts';
import type { Drawing } from './drawing/drawing.ts';
import type { Faults } from './faults.ts';
import type { Latencies } from './latency.ts';
import type { Ledger } from './ledger.ts';
import type { Limits } from './limits.ts';
import type { Store } from './store.ts';

/** What every simulator of this process shares. */
export interface Context {
  readonly config: SimulatorConfig;
  readonly store: Store;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly latencies: Latencies;
  readonly limits: Limits;
  readonly drawing: Drawing;
  /** Base URL under which clients reach this process, without a trailing slash. */
  publicUrl(): string;
  /** Aborted when the process shuts down: timers and downloads stop. */
  readonly closing: AbortSignal;
  /** One JSON line on stderr. */
  log(event: string, details?: Readonly<Record<string, unknown>>): void;
}
