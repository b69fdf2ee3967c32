import { requestBytes } from '../workerd/connection.ts';
import type { Film } from '../workerd/film.ts';
import type { Target } from '../workerd/load.ts';
import type { World } from '../workerd/world.ts';

/** Everything that is asked, by name; `count` times in one turn. */
export type Targets = Readonly<Record<TargetName, Target & { readonly count: number }>>;

const FLOORS = ['empty', 'hono', 'openapi', 'read', 'write'] as const;
const READS = ['project', 'jobs', 'scenes'] as const;
const COMMANDS = ['patch', 'approve'] as const;
export type TargetName = (typeof FLOORS)[number] | (typeof READS)[number] | (typeof COMMANDS)[number];
/** In the order of the table: each floor before what stands on it. */
export const TARGET_NAMES: readonly TargetName[] = [...FLOORS, ...READS, ...COMMANDS];

/** The API's requests and the floors under them. */
export function targetsOf(world: World, film: Film): Targets {
  const { path, headers, imageIds } = film;
  const api = world.port('api');
  const body = { text: 'a night train through the rain' };
  const same = (port: number, bytes: Buffer, count: number) => ({ port, request: () => bytes, count });
  const get = (of: string) => same(api, requestBytes({ method: 'GET', path: `${path}${of}`, headers }), 250);
  const thing = { path: '/thing' };
  return {
    empty: same(world.port('empty'), requestBytes({ method: 'GET', ...thing }), 500),
    hono: same(world.port('hono'), requestBytes({ method: 'GET', ...thing }), 500),
    openapi: same(world.port('openapi'), requestBytes({ method: 'POST', ...thing, body }), 500),
    read: same(world.port('read'), requestBytes({ method: 'GET', ...thing }), 250),
    write: same(world.port('write'), requestBytes({ method: 'POST', ...thing, body }), 100),
    project: get(''),
    jobs: get('/jobs'),
    scenes: get('/scenes'),
    patch: {
      port: api,
      count: 100,
      // Never the same title twice, which would change nothing.
      request: () =>
        requestBytes({ method: 'PATCH', path, headers, body: { title: `Night train ${Math.random()}` } }),
    },
    approve: {
      port: api,
      count: 100,
      request(index) {
        const takeId = imageIds[index % imageIds.length];
        const decision = Math.random() < 0.5 ? 'approved' : 'rejected';
        return requestBytes({
          method: 'PUT',
          path: `${path}/approvals`,
          headers,
          body: { decisions: [{ takeId, decision }] },
        });
      },
    },
  };
}
