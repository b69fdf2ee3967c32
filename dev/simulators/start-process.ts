import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The simulators as a process of their own, as the local stack runs them. */
export interface SimulatorProcess {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** Ends it by SIGKILL, the hard way, and waits until it is gone. */
  kill(): Promise<void>;
}

const listeningSchema = z.object({ event: z.literal('listening'), port: z.number() });

/**
 * Starts `server.ts` and waits for its first line.
 *
 * @param environment `SIM_*` settings; `SIM_STATE_DIR` is required.
 * @throws Error when it ends before it listens.
 */
export async function startSimulatorProcess(
  environment: Readonly<Record<string, string>>,
): Promise<SimulatorProcess> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./server.ts', import.meta.url))], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error('the simulators ended before they listened'))),
  ]);
  const { port } = listeningSchema.parse(JSON.parse(String(line)));
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    child,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
