import type { ProjectObject } from './project-object.ts';
import type { ProjectRpc } from './rpc.ts';

export type { Readable, ReadingOf } from './readings.ts';
export type { Asker, Executed, IdempotencyMark, ProjectRpc } from './rpc.ts';
export type ProjectNamespace = DurableObjectNamespace<ProjectObject>;

/** The object of a project, typed. It exists as soon as it is named; whether it holds a project, it says itself. */
export function projectClient(namespace: ProjectNamespace, projectId: string): ProjectRpc {
  // `ProjectObject` implements `ProjectRpc`; see there why the derived stub type is not used.
  return namespace.getByName(projectId) as unknown as ProjectRpc;
}
