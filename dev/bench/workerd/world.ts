import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalPostgres, launchPostgres } from '#dev/postgres/launch.ts';
import { migrate } from '#dev/postgres/migrate.ts';
import { registerKey } from '#dev/stack/development-key.ts';
import { ROOT } from '#dev/stack/paths.ts';
import { bundleApi, bundleWorker } from './bundle.ts';
import { configText, type SocketSpec, textBinding, type WorkerSpec } from './config.ts';
import { launchWorkerd } from './launch.ts';

const SOCKETS: readonly SocketSpec[] = [
  { name: 'api', service: 'api' },
  { name: 'fill', service: 'driver', entrypoint: 'fill' },
  ...['empty', 'hono', 'openapi', 'read', 'write', 'tell'].map((entrypoint) => ({
    name: entrypoint,
    service: 'floors',
    entrypoint,
  })),
];

/** The deployed Worker on workerd itself, beside others that do next to nothing. */
export interface World {
  readonly apiKey: string;
  readonly pid: number;
  port(socket: string): number;
  stop(): Promise<void>;
}

/** Starts it in a folder of its own, which `stop` removes. Throws where a part does not start, and leaves nothing. */
export async function startWorld(extra: readonly string[] = []): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'omvee-bench-'));
  const postgres = await launchPostgres();
  const clearAway = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const apiKey = `omv_${randomBytes(24).toString('hex')}`;
    const [api, beside] = await Promise.all([
      bundleApi(folder),
      bundleWorker(join(ROOT, 'dev/bench/workers/beside.ts'), folder),
      migrate(postgres).then(() => registerKey(postgres, apiKey)),
    ]);
    const configFile = join(folder, 'config.capnp');
    await writeFile(configFile, configText(folder, workersOf(api, beside, postgres), SOCKETS));
    const workerd = await launchWorkerd(folder, configFile, SOCKETS.length, extra);
    return {
      apiKey,
      pid: workerd.pid,
      port(socket) {
        const port = workerd.ports.get(socket);
        if (port === undefined) throw new Error(`nobody listens as ${socket}`);
        return port;
      },
      async stop() {
        await workerd.stop();
        await clearAway();
      },
    };
  } catch (error) {
    await clearAway();
    throw error;
  }
}

function workersOf(api: string, beside: string, postgres: LocalPostgres): WorkerSpec[] {
  const queues = ['LANGUAGE', 'PREDICTIONS', 'MEDIA', 'TRANSFERS', 'RECORDS'].map(
    (name) => `(name = "${name}_QUEUE", queue = (name = "driver", entrypoint = "queue"))`,
  );
  return [
    {
      name: 'api',
      module: api,
      objects: 'ProjectObject',
      bindings: [
        '(name = "PROJECTS", durableObjectNamespace = "ProjectObject")',
        ...queues,
        textBinding('DATABASE_URL', postgres.databaseUrl),
        textBinding('NEON_FETCH_ENDPOINT', postgres.fetchEndpoint),
        textBinding('PUBLIC_URL', 'https://api.example.com'),
        textBinding('TICKET_SECRET', randomBytes(16).toString('hex')),
        textBinding('S3_ENDPOINT', 'https://storage.example.com/omvee-media'),
        textBinding('S3_ACCESS_KEY_ID', 'bench'),
        textBinding('S3_SECRET_ACCESS_KEY', 'bench'),
      ],
    },
    {
      name: 'driver',
      module: beside,
      bindings: [
        '(name = "PROJECTS", durableObjectNamespace = (className = "ProjectObject", serviceName = "api"))',
      ],
    },
    {
      name: 'floors',
      module: beside,
      objects: 'Bare',
      bindings: ['(name = "BARE", durableObjectNamespace = "Bare")'],
    },
  ];
}
