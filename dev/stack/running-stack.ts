import { listProcesses } from './processes.ts';
import { isRunning, readRecord } from './record.ts';
import { readApiKey } from './secrets.ts';

/** A stack that somebody else started and that answers. */
export interface RunningStack {
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly simulated: readonly string[];
}

/** The stack that runs with this state; null where none does, or it does not answer. */
export async function findRunningStack(stateDir: string): Promise<RunningStack | null> {
  const record = readRecord(stateDir);
  if (record === null || !record.isReady || !isRunning(record, listProcesses())) return null;
  try {
    const response = await fetch(`${record.apiUrl}/health`, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    if (!response.ok) return null;
  } catch {
    // It stops just now, or hangs: the caller starts its own, or is told that the state is taken.
    return null;
  }
  return { apiUrl: record.apiUrl, apiKey: await readApiKey(stateDir), simulated: record.simulated };
}
