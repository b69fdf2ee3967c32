import { join, resolve } from 'node:path';
import { migrate } from '#dev/postgres/migrate.ts';
import { describeServer } from '#dev/postgres/server-url.ts';
import { claimState } from './claim.ts';
import { registerKey } from './development-key.ts';
import { readVariables, type Variables } from './env-file.ts';
import { choosePorts } from './ports.ts';
import { findProcess } from './processes.ts';
import { simulatedProviders } from './providers.ts';
import { removeRecord, type StackRecord, writeRecord } from './record.ts';
import { keepSecrets } from './secrets.ts';
import { Service, type ServiceSpec } from './service.ts';
import { mediaService, postgresService, simulatorService } from './services.ts';
import { onSignals } from './signals.ts';
import { untilReady } from './until-ready.ts';
import { databaseUrlOf, urlOf, workerVariables } from './worker-variables.ts';
import { hasDocker, wranglerService } from './wrangler.ts';

export type ServiceName = 'worker' | 'postgres' | 'simulators' | 'media';

export interface StackOptions {
  /** Where everything is kept: database, files, ports, secrets, logs. */
  stateDir: string;
  /** Wished for the API where the state has none yet; another one is taken when it is busy. */
  port?: number;
  /**
   * A file like `.dev.vars`, whose keys choose real providers, which cost money. Without it all are simulated.
   */
  variablesFile?: string;
  /** A PostgreSQL server that runs already, in the place of PGlite; else `LOCAL_DATABASE_URL` of the file counts. */
  serverUrl?: string | undefined;
  /** `SIM_*` settings. */
  simulatorEnv?: Variables;
  /** Settings of the media service. */
  mediaEnv?: Variables;
  /** Worker variables that win over all others, `POLICY` for one. */
  vars?: Variables;
  /** Runs FFmpeg as a process also where Docker is. */
  withoutDocker?: boolean;
  /** Prints nothing. */
  quiet?: boolean;
  /** Told when the stack ended by itself, with the reason. It is stopped by then. */
  onExit?: (reason: Error) => void;
}

/** A running stack. */
export interface Stack {
  readonly apiUrl: string;
  readonly docsUrl: string;
  readonly apiKey: string;
  readonly simulatorUrl: string;
  /** Empty where FFmpeg runs in a container. */
  readonly mediaUrl: string;
  /** Where Neon's protocol is spoken; `databaseUrl` goes with it. */
  readonly postgresUrl: string;
  readonly databaseUrl: string;
  /** Host and database of the PostgreSQL server behind it; null where it is PGlite. */
  readonly databaseServer: string | null;
  /** Names of the providers that are simulated. */
  readonly simulated: readonly string[];
  readonly mediaInContainer: boolean;
  readonly logsDir: string;
  /** Of what runs now; each leads its own process group. */
  readonly pids: Readonly<Partial<Record<ServiceName, number>>>;
  /** Ends one part with SIGKILL; all but the Worker come back by themselves, on the same port. */
  kill(name: ServiceName): Promise<void>;
  /** Ends one part with SIGKILL and resolves when it answers again. */
  restart(name: Exclude<ServiceName, 'worker'>): Promise<void>;
  /** Ends all of it. The state stays. */
  stop(): Promise<void>;
}

/**
 * Starts the local stack and resolves when it is ready: Postgres, simulators, FFmpeg and the Worker, each a process.
 * State and ports survive, so that the next start goes on where this one was stopped or killed. Ctrl-C and SIGTERM
 * stop it.
 *
 * @throws StackRunning while another launcher uses the state; Error with the end of a log when a part does not start
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const say = (text: string) => {
    if (options.quiet !== true) process.stderr.write(`${text}\n`);
  };
  if (options.withoutDocker === true || !(await hasDocker())) return launch(options, false, say);
  try {
    return await launch(options, true, say);
  } catch (error) {
    if (!(error instanceof ContainerFailure)) throw error;
    // Docker answers and still cannot build or run the image (no network, little disk): FFmpeg is here, too.
    say(`${error.message}\nFFmpeg runs as a process instead of in a container.`);
    return launch(options, false, say);
  }
}

/** The Worker does not get ready with FFmpeg in a container. */
class ContainerFailure extends Error {}

async function launch(
  options: StackOptions,
  mediaInContainer: boolean,
  say: (text: string) => void,
): Promise<Stack> {
  const stateDir = resolve(options.stateDir);
  await claimState(stateDir);
  const ports = await choosePorts(stateDir, options.port);
  const secrets = await keepSecrets(stateDir);
  const { LOCAL_DATABASE_URL: serverOfFile, ...given } =
    options.variablesFile === undefined ? {} : readVariables(options.variablesFile);
  const serverUrl = options.serverUrl || serverOfFile;
  const simulated = simulatedProviders(given);
  const database = { databaseUrl: databaseUrlOf(ports), fetchEndpoint: `${urlOf(ports.postgres)}/sql` };
  const variables = workerVariables({
    ports,
    secrets,
    given,
    override: options.vars ?? {},
    mediaInContainer,
  });

  const services = new Map<string, Service>();
  const record: StackRecord = {
    launcher: { pid: process.pid, startedAt: findProcess(process.pid)?.startedAt ?? '' },
    processes: {},
    apiUrl: urlOf(ports.api),
    simulatorUrl: simulated.length > 0 ? urlOf(ports.simulators) : null,
    simulated,
    isReady: false,
  };
  // Written in order, the newest last.
  let writing = Promise.resolve();
  const note = (change: (record: StackRecord) => void) => {
    change(record);
    writing = writing.then(() => writeRecord(stateDir, structuredClone(record)));
    return writing;
  };

  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= stopAll();
    return stopping;
  };
  async function stopAll(): Promise<void> {
    forgetSignals();
    // The Worker first: it needs the others until its end.
    await services.get('worker')?.stop();
    await Promise.all([...services.values()].map((service) => service.stop()));
    await writing;
    await removeRecord(stateDir);
  }
  const forgetSignals = onSignals(stop, () => {
    for (const service of services.values()) service.abandon();
  });

  async function start(spec: ServiceSpec): Promise<void> {
    const service = new Service(spec, {
      started: (pid) => {
        const startedAt = findProcess(pid)?.startedAt ?? '';
        note(({ processes }) => {
          processes[spec.name] = { pid, startedAt };
        }).catch(fail);
      },
      ended: (ended, pauseMs) => {
        if (pauseMs === null) fail(ended.failure('ended'));
        else say(`${spec.name} ended; it is started again in ${pauseMs} ms (log: ${spec.logFile})`);
      },
    });
    services.set(spec.name, service);
    await service.start();
  }
  function fail(reason: Error): void {
    if (!record.isReady || stopping !== undefined) return;
    stop().then(
      () => options.onExit?.(reason),
      () => options.onExit?.(reason),
    );
  }
  const blame = (error: Error): never => {
    throw mediaInContainer ? new ContainerFailure(error.message) : error;
  };
  const named = (name: ServiceName): Service => {
    const service = services.get(name);
    if (service === undefined) throw new Error(`This stack runs no ${name} of its own.`);
    return service;
  };

  try {
    await note(() => {});
    await Promise.all([
      start(postgresService(stateDir, ports, serverUrl)).then(async () => {
        await migrate(database).catch((error: unknown) => {
          const place = serverUrl === undefined ? `delete ${stateDir}` : `empty ${describeServer(serverUrl)}`;
          throw new Error(`The database cannot take its newest schema; ${place} to begin anew.`, {
            cause: error,
          });
        });
        await registerKey(database, secrets.apiKey);
      }),
      ...(simulated.length > 0 ? [start(simulatorService(stateDir, ports, options.simulatorEnv ?? {}))] : []),
      ...(mediaInContainer ? [] : [start(mediaService(stateDir, ports, secrets, options.mediaEnv ?? {}))]),
      wranglerService({ stateDir, ports, variables, withContainers: mediaInContainer })
        .then(start)
        .catch(blame),
    ]);
    await untilReady(urlOf(ports.api), mediaInContainer ? 120 : 30).catch(blame);
    await note((ready) => {
      ready.isReady = true;
    });
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    apiUrl: record.apiUrl,
    docsUrl: `${record.apiUrl}/docs`,
    apiKey: secrets.apiKey,
    simulatorUrl: urlOf(ports.simulators),
    mediaUrl: mediaInContainer ? '' : urlOf(ports.media),
    postgresUrl: urlOf(ports.postgres),
    databaseUrl: database.databaseUrl,
    databaseServer: serverUrl === undefined ? null : describeServer(serverUrl),
    simulated,
    mediaInContainer,
    logsDir: join(stateDir, 'logs'),
    get pids() {
      return Object.fromEntries([...services].map(([name, { pid }]) => [name, pid]));
    },
    kill: (name) => named(name).kill(),
    async restart(name) {
      await named(name).kill();
      await named(name).healthy();
    },
    stop,
  };
}
