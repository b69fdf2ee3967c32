import { readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from './paths.ts';
import type { Process } from './processes.ts';

const Started = z.object({ pid: z.int().positive(), startedAt: z.string() });

/** What runs, written beside the state, so that others find a running stack and a later start finds its remains. */
export const StackRecord = z.object({
  launcher: Started,
  processes: z.record(z.string(), Started),
  apiUrl: z.string(),
  simulatorUrl: z.string().nullable(),
  /** Providers that are simulated. */
  simulated: z.array(z.string()),
  isReady: z.boolean(),
});
export type StackRecord = z.infer<typeof StackRecord>;

const fileOf = (stateDir: string) => join(stateDir, 'stack.json');

/** The record of the last start; null where there is none, or an unreadable one. */
export function readRecord(stateDir: string): StackRecord | null {
  try {
    return StackRecord.parse(JSON.parse(readFileSync(fileOf(stateDir), 'utf8')));
  } catch {
    // A record that is missing, half-written or of another version tells nothing.
    return null;
  }
}

export async function writeRecord(stateDir: string, record: StackRecord): Promise<void> {
  // A reader never sees half of it.
  const growing = `${fileOf(stateDir)}.new`;
  await writeFile(growing, `${JSON.stringify(record, null, 2)}\n`);
  await rename(growing, fileOf(stateDir));
}

export async function removeRecord(stateDir: string): Promise<void> {
  await rm(fileOf(stateDir), { force: true });
}

/** Whether the launcher that wrote the record still runs. */
export function isRunning({ launcher }: StackRecord, processes: readonly Process[]): boolean {
  return processes.some(({ pid, startedAt }) => pid === launcher.pid && startedAt === launcher.startedAt);
}

/**
 * Process groups that a launcher left behind when it was killed. A group counts only where its leader is the
 * recorded process itself, or is gone while programs of this repository live on in its group (wrangler's runtime
 * outlives wrangler): numbers are given out again, and nobody else's process may be stopped.
 */
export function leftBehind(record: StackRecord, processes: readonly Process[]): number[] {
  return Object.values(record.processes)
    .filter(({ pid, startedAt }) => {
      const leader = processes.find((process) => process.pid === pid);
      if (leader !== undefined) return leader.startedAt === startedAt;
      return processes.some(({ group, command }) => group === pid && command.includes(ROOT));
    })
    .map(({ pid }) => pid);
}
