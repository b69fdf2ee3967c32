import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { requestBytes } from '../workerd/connection.ts';
import type { Film } from '../workerd/film.ts';
import type { Rivals } from './launch-rivals.ts';
import { Subscriber } from './subscriber.ts';

/** One way from an event to its clients. */
export interface Way {
  readonly port: number;
  /** The request that has an event happen; the event carries the word. */
  readonly publish: (word: string) => Buffer;
  readonly subscribe: () => Promise<Subscriber>;
}

export const WAY_NAMES = ['ours', 'bare', 'fastapi', 'node', 'fastapiLogged', 'nodeLogged'] as const;
export type WayName = (typeof WAY_NAMES)[number];
export type Ways = Readonly<Record<WayName, Way>>;

const Detail = z.looseObject({ title: z.string(), counts: z.unknown(), stages: z.unknown() });

/** Ours, the least that it could be, and those of the rivals, with events of one size. */
export async function waysOf(
  { api, bare }: { readonly api: number; readonly bare: number },
  film: Film,
  rivals: Pick<Rivals, Exclude<WayName, 'ours' | 'bare'>>,
): Promise<Ways> {
  const { path, headers } = film;
  const response = await fetch(`http://127.0.0.1:${api}${path}`, { headers });
  const seq = /\d+/.exec(response.headers.get('etag') ?? '')?.[0] ?? '0';
  const { counts: _, stages: __, ...project } = Detail.parse(await response.json());
  return {
    ours: ourWay(api, film, seq),
    bare: { ...rivalWay(bare, project), subscribe: () => subscribeBySocket(bare, '/', {}) },
    fastapi: rivalWay(rivals.fastapi, project),
    node: rivalWay(rivals.node, project),
    fastapiLogged: rivalWay(rivals.fastapiLogged, project),
    nodeLogged: rivalWay(rivals.nodeLogged, project),
  };
}

/** A command through the API: the project changes, the event is written down, the sockets hear of it. */
function ourWay(port: number, { path, headers }: Film, seq: string): Way {
  return {
    port,
    publish: (word) => requestBytes({ method: 'PATCH', path, headers, body: { title: word } }),
    subscribe: () => subscribeBySocket(port, `${path}/ws?since=${seq}`, headers),
  };
}

function subscribeBySocket(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Subscriber> {
  const upgrade = {
    ...headers,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
  };
  const request = requestBytes({ method: 'GET', path, headers: upgrade });
  return Subscriber.open(port, request, '"type":"ready"');
}

/** A rival is handed the whole event, as ours says it. */
function rivalWay(port: number, project: object): Way {
  const event = { seq: 1000, at: new Date().toISOString(), type: 'project.updated' };
  return {
    port,
    publish: (word) =>
      requestBytes({
        method: 'POST',
        path: '/events',
        body: { ...event, data: { ...project, title: word } },
      }),
    subscribe: () => Subscriber.open(port, requestBytes({ method: 'GET', path: '/events' }), ': ready'),
  };
}
