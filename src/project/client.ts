import type { ProjectObject } from './project-object.ts';
import type { ProjectRpc } from './rpc.ts';

export { readingAddress, readingFacts } from './reading-address.ts';
export type { Readable, Reading, ReadingOf } from './readings.ts';
export type { Asker, Executed, IdempotencyMark, ProjectRpc } from './rpc.ts';
export type ProjectNamespace = DurableObjectNamespace<ProjectObject>;

/** Awaits a call to the object. */
export type Wait = <T>(call: () => Promise<T>) => Promise<T>;

/**
 * The object of a project, typed. It exists as soon as it is named; whether it holds a project, it says itself.
 *
 * @param wait is given every call, e.g. to measure it
 */
export function projectClient(namespace: ProjectNamespace, projectId: string, wait?: Wait): ProjectRpc {
  // `ProjectObject` implements `ProjectRpc`; see there why the derived stub type is not used.
  const stub = namespace.getByName(projectId) as unknown as ProjectRpc;
  if (wait === undefined) return stub;
  return new Proxy(stub, {
    // The stub is a proxy itself: its methods are called on it.
    get(_, name) {
      const method: unknown = Reflect.get(stub, name);
      if (typeof method !== 'function') return method;
      return (...input: unknown[]) => wait(async () => Reflect.apply(method, stub, input));
    },
  });
}
