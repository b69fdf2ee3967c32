import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listProcesses, signalGroup, untilGone } from './processes.ts';
import { isRunning, leftBehind, readRecord } from './record.ts';

/** A stack with this state runs already. */
export class StackRunning extends Error {
  readonly apiUrl: string;

  constructor(apiUrl: string, pid: number) {
    super(`A stack with this state runs already at ${apiUrl} (process ${pid}). Stop it first.`);
    this.apiUrl = apiUrl;
  }
}

/**
 * Makes the state folder this launcher's own: ends what a killed launcher left behind, which would hold its ports.
 *
 * @throws StackRunning while another launcher uses it
 */
export async function claimState(stateDir: string): Promise<void> {
  await mkdir(join(stateDir, 'logs'), { recursive: true });
  const record = readRecord(stateDir);
  if (record !== null) {
    const processes = listProcesses();
    if (isRunning(record, processes)) throw new StackRunning(record.apiUrl, record.launcher.pid);
    const groups = leftBehind(record, processes);
    for (const group of groups) signalGroup(group, 'SIGKILL');
    if (groups.length > 0) await untilGone(groups);
  }
  // Its owner is gone now, whoever has that number today.
  await rm(join(stateDir, 'postgres.lock'), { force: true });
}
