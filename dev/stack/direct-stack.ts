import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate } from '#dev/postgres/migrate.ts';
import { registerKey } from './development-key.ts';
import type { Variables } from './env-file.ts';
import { choosePorts } from './ports.ts';
import { keepSecrets } from './secrets.ts';
import { Service, type ServiceSpec } from './service.ts';
import { mediaService, postgresService, simulatorService } from './services.ts';
import { startWorkerDirect, type WorkerDirect } from './worker-direct.ts';
import { databaseUrlOf, urlOf, workerVariables } from './worker-variables.ts';

export interface DirectStackOptions {
  /** A folder of the caller's own: database, objects, files and logs. */
  readonly stateDir: string;
  /** `SIM_*` settings. */
  readonly simulatorEnv?: Variables;
  /** Worker variables that win over all others. */
  readonly vars?: Variables;
  /** False leaves every message in its queue. */
  readonly consumers?: boolean;
}

export interface DirectStack {
  readonly apiUrl: string;
  /** Has every scope; its owner is `dev`. */
  readonly apiKey: string;
  readonly simulatorUrl: string;
  /** What `connect` takes to ask Postgres directly. */
  readonly database: { readonly databaseUrl: string; readonly fetchEndpoint: string };
  stop(): Promise<void>;
}

/**
 * The local stack with the Worker on workerd itself ({@link startWorkerDirect}): Postgres, simulators and FFmpeg are
 * processes beside it. For tests and benches, whose caller stops it; `startStack` is for people.
 *
 * @throws Error with the end of a log when a part does not start
 */
export async function startDirectStack(options: DirectStackOptions): Promise<DirectStack> {
  const { stateDir, simulatorEnv = {}, vars = {}, consumers = true } = options;
  await mkdir(join(stateDir, 'logs'), { recursive: true });
  const ports = await choosePorts(stateDir);
  const secrets = await keepSecrets(stateDir);
  const database = { databaseUrl: databaseUrlOf(ports), fetchEndpoint: `${urlOf(ports.postgres)}/sql` };
  // `wrangler dev` serves the bucket on the API's own port; here it has the inspector's, which nobody needs.
  const storagePort = ports.inspector;
  const own = workerVariables({ ports, secrets, given: {}, override: vars, mediaInContainer: false });
  const storage = { S3_ENDPOINT: own.S3_ENDPOINT?.replace(`:${ports.api}`, `:${storagePort}`) ?? '' };

  const services: Service[] = [];
  const start = (spec: ServiceSpec): Promise<void> => {
    const service = new Service(spec, { started: () => {}, ended: () => {} });
    services.push(service);
    return service.start();
  };
  let worker: WorkerDirect | undefined;
  const stop = async () => {
    // The Worker first: it needs the others until its end.
    await worker?.stop();
    await Promise.all(services.map((service) => service.stop()));
  };
  try {
    const workerOptions = { stateDir, port: ports.api, storagePort, vars: { ...own, ...storage }, consumers };
    await Promise.all([
      start(postgresService(stateDir, ports, undefined)).then(async () => {
        await migrate(database);
        await registerKey(database, secrets.apiKey);
      }),
      start(simulatorService(stateDir, ports, simulatorEnv)),
      start(mediaService(stateDir, ports, secrets, {})),
      startWorkerDirect(workerOptions).then((started) => {
        worker = started;
      }),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    apiUrl: urlOf(ports.api),
    apiKey: secrets.apiKey,
    simulatorUrl: urlOf(ports.simulators),
    database,
    stop,
  };
}
