import { join } from 'node:path';
import { ROOT } from './paths.ts';
import type { Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';
import type { ServiceSpec } from './service.ts';
import { urlOf } from './worker-variables.ts';

const common = (stateDir: string, name: string) => ({
  name,
  logFile: join(stateDir, `logs/${name}.log`),
  restarts: true,
});

/** @param serverUrl of a PostgreSQL server that runs already, in the place of PGlite */
export function postgresService(stateDir: string, ports: Ports, serverUrl: string | undefined): ServiceSpec {
  return {
    ...common(stateDir, 'postgres'),
    args: [join(ROOT, 'dev/postgres/server.ts')],
    env: {
      PG_PORT: String(ports.postgres),
      PG_DATA_DIR: join(stateDir, 'postgres'),
      // Empty where there is none: the shell's own must not get through, for tests run many stacks.
      LOCAL_DATABASE_URL: serverUrl ?? '',
    },
    healthUrl: `${urlOf(ports.postgres)}/health`,
    // A first start makes the database.
    patienceSeconds: 90,
  };
}

export function simulatorService(
  stateDir: string,
  ports: Ports,
  extra: Readonly<Record<string, string>>,
): ServiceSpec {
  return {
    ...common(stateDir, 'simulators'),
    args: [join(ROOT, 'dev/simulators/server.ts')],
    env: {
      SIM_PORT: String(ports.simulators),
      SIM_STATE_DIR: join(stateDir, 'simulators'),
      SIM_SONGS_DIR: join(ROOT, 'dev/song'),
      ...extra,
    },
    healthUrl: `${urlOf(ports.simulators)}/control/stats`,
    patienceSeconds: 60,
  };
}

export function mediaService(
  stateDir: string,
  ports: Ports,
  secrets: Secrets,
  extra: Readonly<Record<string, string>>,
): ServiceSpec {
  return {
    ...common(stateDir, 'media'),
    args: [join(ROOT, 'container/server.ts')],
    env: {
      PORT: String(ports.media),
      HOST: '127.0.0.1',
      MEDIA_WORK_DIR: join(stateDir, 'media'),
      MEDIA_WEBHOOK_SECRET: secrets.mediaWebhook,
      ...extra,
    },
    healthUrl: `${urlOf(ports.media)}/health`,
    patienceSeconds: 60,
  };
}
