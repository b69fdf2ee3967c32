import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

/** Where figures were measured. */
export interface Machine {
  readonly platform: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
  /** Load average of the last minute before the bench. */
  readonly loadBefore: number;
}

export function thisMachine(): Machine {
  return {
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

/** Work of others takes cores away from what is measured. */
export function isBusy({ loadBefore, cores }: Machine): boolean {
  return loadBefore > cores / 2;
}
