import type { Services } from '#adapters/services.ts';
import type { ProjectRpc } from '#project/client.ts';

/** What every consumer works with. */
export interface Deps {
  readonly project: ProjectRpc;
  readonly services: Services;
}
