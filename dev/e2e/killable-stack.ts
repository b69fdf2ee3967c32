import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { listProcesses, signalGroup } from '#dev/stack/processes.ts';
import { stackSettings } from './test-stack.ts';

const SCRIPT = fileURLToPath(new URL('./stack-process.ts', import.meta.url));

const Started = z.object({
  apiUrl: z.string(),
  apiKey: z.string(),
  simulatorUrl: z.string(),
  pids: z.record(z.string(), z.int().positive()),
});

/** A stack whose launcher is another process. */
export interface KillableStack extends z.infer<typeof Started> {
  /** SIGKILL to the launcher and to everything that it started, at once. Resolves when all of it is gone. */
  kill(): Promise<void>;
  /** Ends it in good order. */
  stop(): Promise<void>;
}

/** Starts a stack over a state folder, new or left by one that was killed, and resolves when it is ready. */
export async function startKillableStack(
  stateDir: string,
  options: Parameters<typeof stackSettings>[0],
): Promise<KillableStack> {
  const child = spawn(process.execPath, [SCRIPT, stateDir, JSON.stringify(stackSettings(options))], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const started = await readStart(child);
  const leaders = [child.pid ?? 0, ...Object.values(started.pids)];
  return {
    ...started,
    async kill() {
      // Groups, because wrangler starts workerd and esbuild, and FFmpeg runs below the media service.
      for (const leader of leaders) signalGroup(leader, 'SIGKILL');
      while (listProcesses().some(({ group }) => leaders.includes(group))) await sleep(20);
    },
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function readStart(child: ChildProcess): Promise<z.infer<typeof Started>> {
  if (child.stdout === null) throw new Error('the launcher has no output');
  for await (const line of createInterface({ input: child.stdout })) return Started.parse(JSON.parse(line));
  throw new Error(`the launcher ended with ${child.exitCode}`);
}
