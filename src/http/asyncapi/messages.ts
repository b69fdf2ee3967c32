import { z } from 'zod';
import { EVENT_VIEWS, type EventKind, ProjectEvent, Ready, Snapshot } from '#contracts/events.ts';

/** A JSON Schema (draft 7, which AsyncAPI takes as it is), or a part of one. */
export type Schema = { readonly [key: string]: unknown };

/** A message of the live updates as AsyncAPI describes it. */
export interface Message {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly contentType: string;
  readonly payload: Schema;
  readonly examples: readonly { readonly name: string; readonly payload: unknown }[];
}

// The keys of the table are the kinds; `Object.keys` forgets it.
const KINDS = Object.keys(EVENT_VIEWS) as EventKind[];
const AT = '2026-11-22T10:00:12.000Z';

/** The example of a view: the one that its schema carries. */
function exampleOf(kind: EventKind): unknown {
  return EVENT_VIEWS[kind].meta()?.example ?? null;
}

const idOf = (kind: EventKind): string => EVENT_VIEWS[kind].meta()?.id ?? kind;
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** The schemas of everything that an event or a snapshot carries, by name. */
export function viewSchemas(): Record<string, Schema> {
  const registry = z.registry<{ id: string }>();
  for (const kind of KINDS) registry.add(EVENT_VIEWS[kind], { id: idOf(kind) });
  const named = { Snapshot, Ready, ProjectEvent };
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    target: 'draft-7',
    // Names of other registries would become definitions that nobody finds from here.
    metadata: registry,
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $id, $schema, ...schema }]) => [name, schema]),
  );
}

/** Every message that a client can receive or send, by name. */
export function liveMessages(): Record<string, Message> {
  const messages = [
    message('snapshot', 'Everything there is', ref('Snapshot'), snapshotExample(), [
      'Sent first where the client named no event that it has seen, or the missed ones are no longer kept.',
      '`seq` is the number of the newest event in it.',
    ]),
    message('ready', 'Caught up', ref('Ready'), { type: 'ready', seq: 42 }, [
      'Sent once, after what was missed. From here on events are live.',
    ]),
    ...KINDS.flatMap((kind) => [
      event(kind, 'updated', ref(idOf(kind)), exampleOf(kind), 'is new or has changed; `data` is all of it.'),
      event(kind, 'removed', REMOVED, removedExample(kind), 'is gone.'),
    ]),
  ];
  return Object.fromEntries(messages.map((entry) => [entry.name, entry]));
}

/** What keeps a socket open: the object answers without waking up. */
export const HEARTBEAT: Record<'ping' | 'pong', Message> = {
  ping: text('ping', 'Are you there?', 'Send it now and then where a proxy closes quiet connections.'),
  pong: text('pong', 'Yes', 'Answers `ping`.'),
};

const REMOVED: Schema = {
  type: 'object',
  properties: { id: { type: 'string', format: 'uuid' } },
  required: ['id'],
};

function event(kind: EventKind, change: string, data: Schema, example: unknown, what: string): Message {
  const type = `${kind}.${change}`;
  const payload = {
    allOf: [ref('ProjectEvent'), { type: 'object', properties: { type: { const: type }, data } }],
  };
  return message(type, type, payload, { seq: 42, at: AT, type, data: example }, [`The ${kind} ${what}`]);
}

function message(
  name: string,
  title: string,
  payload: Schema,
  example: unknown,
  summary: readonly string[],
): Message {
  const examples = [{ name, payload: example }];
  return { name, title, summary: summary.join(' '), contentType: 'application/json', payload, examples };
}

function text(name: string, title: string, summary: string): Message {
  const payload = { type: 'string', const: name };
  return { name, title, summary, contentType: 'text/plain', payload, examples: [{ name, payload: name }] };
}

function removedExample(kind: EventKind): unknown {
  const view = exampleOf(kind);
  return typeof view === 'object' && view !== null && 'id' in view ? { id: view.id } : null;
}

function snapshotExample(): unknown {
  const { project, ...lists } = Object.fromEntries(KINDS.map((kind) => [kind, exampleOf(kind)]));
  const names: Partial<Record<string, string>> = {
    analysis: 'analyses',
    lyrics: 'lyrics',
    cast: 'cast',
    usage: 'usage',
    film: 'videos',
  };
  const data = Object.entries(lists).map(([kind, view]) => [names[kind] ?? `${kind}s`, [view]]);
  return { type: 'snapshot', seq: 42, at: AT, data: { project, ...Object.fromEntries(data) } };
}
