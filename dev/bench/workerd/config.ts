import { relative } from 'node:path';
import { COMPATIBILITY_DATE } from './bundle.ts';

/** A Worker of the process: one service, its bindings as lines of Cap'n Proto. */
export interface WorkerSpec {
  readonly name: string;
  /** Absolute path of its one module. */
  readonly module: string;
  readonly bindings: readonly string[];
  /** Class of its objects, which keep their rows in SQLite on disk. */
  readonly objects?: string;
}

/** Where one listens: any free port, one entrypoint each. */
export interface SocketSpec {
  readonly name: string;
  readonly service: string;
  readonly entrypoint?: string;
}

const text = (value: string) => JSON.stringify(value);

/** The configuration of a workerd, to be written into `folder`. Source: `workerd.capnp`. */
export function configText(
  folder: string,
  workers: readonly WorkerSpec[],
  sockets: readonly SocketSpec[],
): string {
  const workerLines = workers.map(
    ({ name, module, bindings, objects }) => `(
    name = ${text(name)},
    worker = (
      modules = [(name = "index.js", esModule = embed ${text(relative(folder, module))})],
      compatibilityDate = ${text(COMPATIBILITY_DATE)},
      bindings = [${bindings.join(', ')}],
      ${
        objects === undefined
          ? ''
          : `durableObjectNamespaces = [(className = ${text(objects)}, uniqueKey = ${text(name)}, enableSql = true)],
      durableObjectStorage = (localDisk = "disk"),`
      }
    ))`,
  );
  const socketLines = sockets.map(({ name, service, entrypoint }) => {
    const at = entrypoint === undefined ? '' : `, entrypoint = ${text(entrypoint)}`;
    return `(name = ${text(name)}, address = "127.0.0.1:0", http = (), service = (name = ${text(service)}${at}))`;
  });
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "internet", network = (allow = ["public", "private"])),
    (name = "disk", disk = (path = ${text(folder)}, writable = true)),
    ${workerLines.join(',\n    ')}
  ],
  sockets = [
    ${socketLines.join(',\n    ')}
  ]
);
`;
}

export const textBinding = (name: string, value: string) => `(name = ${text(name)}, text = ${text(value)})`;
