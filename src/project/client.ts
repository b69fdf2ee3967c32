import { timed } from '#adapters/timings.ts';
import type { ProjectObject } from './project-object.ts';
import { type AskedReading, readingAddress } from './reading-address.ts';
import type { ProjectRpc } from './rpc.ts';

export { readingFacts } from './reading-address.ts';
export type { Readable, Reading, ReadingOf } from './readings.ts';
export type { Asker, Executed, IdempotencyMark, ProjectRpc } from './rpc.ts';
export type ProjectNamespace = DurableObjectNamespace<ProjectObject>;

/** The object of a project, typed. It exists as soon as it is named; whether it holds a project, it says itself. */
export function projectClient(namespace: ProjectNamespace, projectId: string): ProjectRpc {
  // `ProjectObject` implements `ProjectRpc`; see there why the derived stub type is not used.
  return new Proxy(namespace.getByName(projectId) as unknown as ProjectRpc, MEASURED);
}

/** The object's answer to a reading; as a call of the client, with less in between, since reads are most of what is asked. */
export function fetchReading(
  namespace: ProjectNamespace,
  projectId: string,
  asked: AskedReading,
): Promise<Response> {
  return timed('object', () => namespace.getByName(projectId).fetch(readingAddress(asked)));
}

/** Every call adds to what the request waited for. The stub is a proxy itself: its methods are called on it. */
const MEASURED: ProxyHandler<ProjectRpc> = {
  get: (stub, name) => {
    const method: unknown = Reflect.get(stub, name);
    if (typeof method !== 'function') return method;
    return (...input: unknown[]) => timed('object', async () => Reflect.apply(method, stub, input));
  },
};
