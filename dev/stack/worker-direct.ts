/**
 * The bundled Worker on workerd itself. The proxy that `wrangler dev` puts before it takes most of a request's time,
 * hides what the Worker costs and repeats requests that were cut off: what measures or attacks the API asks it here.
 */
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { V4WorkerOptionsShape } from 'miniflare';
import type { Variables } from './env-file.ts';
import { ROOT } from './paths.ts';
import { urlOf } from './worker-variables.ts';
import { quietEnvironment } from './wrangler.ts';

const WRANGLER = createRequire(import.meta.url).resolve('wrangler/package.json');
// Of wrangler's own dependency, so that both are always of one version.
const fromWrangler = createRequire(WRANGLER);

export interface WorkerDirectOptions {
  /** Where the bundle, the objects, the bucket and `worker.log` are kept. */
  readonly stateDir: string;
  /** Where the Worker answers. Both ports must be free. */
  readonly port: number;
  /** Where its bucket is reached over S3, as `/cdn-cgi/local/r2/s3/<bucket>`. */
  readonly storagePort: number;
  /** The Worker's variables, over those of `wrangler.toml`; see `workerVariables`. */
  readonly vars: Variables;
  /** False leaves every message in its queue, so that nothing happens but what requests do. */
  readonly consumers?: boolean;
}

/** A running Worker. */
export interface WorkerDirect {
  /** The Worker itself: no proxy, no router, no assets in between. */
  readonly url: string;
  readonly storageUrl: string;
  /** Ends workerd; what is stored stays in `stateDir`. */
  stop(): Promise<void>;
}

/**
 * Bundles `src/index.ts` as a deployment would, and runs it with the bindings of `wrangler.toml`.
 *
 * @throws Error with wrangler's words where the bundle cannot be made, or where workerd does not start
 */
export async function startWorkerDirect(options: WorkerDirectOptions): Promise<WorkerDirect> {
  const { stateDir, port, storagePort, vars, consumers = true } = options;
  const bundle = join(stateDir, 'bundle');
  await mkdir(bundle, { recursive: true });
  await bundleWorker(bundle, stateDir);
  const { queueConsumers, bindings, ...bound } = await optionsOfWrangler();
  const log = createWriteStream(join(stateDir, 'worker.log'), { flags: 'a' });

  // The types of the package are those of the required file.
  const miniflare = fromWrangler('miniflare') as typeof import('miniflare');
  const worker = new miniflare.Miniflare(
    miniflare.convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: storagePort,
      resourcePersistencePath: join(stateDir, 'workerd'),
      cf: false,
      handleStructuredLogs: ({ level, message }) => log.write(`${level} ${message}\n`),
      workers: [
        {
          ...bound,
          name: 'omvee',
          bindings: { ...bindings, ...vars },
          ...(consumers && queueConsumers !== undefined ? { queueConsumers } : {}),
          modules: true,
          rootPath: bundle,
          scriptPath: join(bundle, 'index.js'),
          unsafeDirectSockets: [{ host: '127.0.0.1', port }],
        },
      ],
    }),
  );
  await worker.ready;
  return {
    url: urlOf(port),
    storageUrl: urlOf(storagePort),
    async stop() {
      await worker.dispose();
      await new Promise((resolve) => log.end(resolve));
    },
  };
}

/** Writes `index.js`. FFmpeg's image is left out: it is not needed to run the Worker. */
async function bundleWorker(folder: string, stateDir: string): Promise<void> {
  const wrangler = join(dirname(WRANGLER), 'bin/wrangler.js');
  const args = ['deploy', '--dry-run', '--outdir', folder, '--containers-rollout=none'];
  await promisify(execFile)(process.execPath, [wrangler, ...args, '--config', join(ROOT, 'wrangler.toml')], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...quietEnvironment(stateDir) },
    cwd: ROOT,
  });
}

/** What `wrangler.toml` binds, as Miniflare takes it. */
async function optionsOfWrangler(): Promise<V4WorkerOptionsShape> {
  const { unstable_getMiniflareWorkerOptions, unstable_readConfig } = await import('wrangler');
  const config = unstable_readConfig({ config: join(ROOT, 'wrangler.toml') }, { hideWarnings: true });
  const { workerOptions } = unstable_getMiniflareWorkerOptions(config);
  // One file needs no rules for modules, and Miniflare refuses them for it.
  const { modulesRules: _, assets: __, ...bound } = workerOptions;
  // As assets they would have a router stand before the Worker; as a folder they are asked for and nothing else.
  const folder = config.assets?.directory;
  const serviceBindings = folder ? { ASSETS: { disk: { path: resolve(ROOT, folder) } } } : {};
  // wrangler's type leaves keys out of a union, which loses the types of those that stay.
  return { ...bound, serviceBindings } as V4WorkerOptionsShape;
}
