import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { formatVariables, type Variables } from './env-file.ts';
import { ROOT } from './paths.ts';
import type { Ports } from './ports.ts';
import type { ServiceSpec } from './service.ts';
import { urlOf } from './worker-variables.ts';

/** wrangler asks nobody, tells nobody, and keeps its notes with the stack's state. */
export function quietEnvironment(stateDir: string): Record<string, string> {
  return {
    CI: '1',
    NO_COLOR: '1',
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_SEND_ERROR_REPORTS: 'false',
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_WRITE_LOGS: 'false',
    // Beside those of other stacks on this machine, it would find their Workers.
    WRANGLER_REGISTRY_PATH: join(stateDir, 'registry'),
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  };
}

/** Writes what `wrangler dev` reads, and says how to start it. */
export async function wranglerService(input: {
  stateDir: string;
  ports: Ports;
  variables: Variables;
  withContainers: boolean;
}): Promise<ServiceSpec> {
  const { stateDir, ports, variables, withContainers } = input;
  const envFile = join(stateDir, 'worker.env');
  await writeFile(envFile, formatVariables(variables), { mode: 0o600 });
  const config = join(ROOT, 'wrangler.toml');
  const used = withContainers ? join(stateDir, 'wrangler.toml') : config;
  if (withContainers) await writeFile(used, withContainersOn(await readFile(config, 'utf8'), ROOT));
  const wrangler = createRequire(import.meta.url).resolve('wrangler/package.json');
  return {
    name: 'worker',
    args: [
      join(dirname(wrangler), 'bin/wrangler.js'),
      'dev',
      ...['--config', used],
      ...['--ip', '127.0.0.1'],
      ...['--port', String(ports.api)],
      ...['--inspector-port', String(ports.inspector)],
      ...['--env-file', envFile],
      ...['--persist-to', join(stateDir, 'wrangler')],
      '--show-interactive-dev-session=false',
    ],
    env: quietEnvironment(stateDir),
    logFile: join(stateDir, 'logs/worker.log'),
    healthUrl: `${urlOf(ports.api)}/health`,
    // The container's image is built before the first answer.
    patienceSeconds: withContainers ? 900 : 90,
    restarts: false,
  };
}

/** `wrangler.toml` for a machine with Docker, to be read from another folder. */
export function withContainersOn(config: string, root: string): string {
  return config
    .replace(/^enable_containers = false$/m, 'enable_containers = true')
    .replace(/^(main|directory|image|image_build_context) = "(?!\/)(?:\.\/)?(.*)"$/gm, (_, key, path) =>
      [key, JSON.stringify(path === '.' ? root : join(root, path))].join(' = '),
    );
}

/** Whether a Docker daemon answers. */
export async function hasDocker(): Promise<boolean> {
  try {
    await promisify(execFile)('docker', ['info', '--format', '{{.ServerVersion}}'], { timeout: 5_000 });
    return true;
  } catch {
    // No docker command, no daemon, or no right to ask it: FFmpeg runs as a process then.
    return false;
  }
}
