import { z } from 'zod';
import { ProjectEvent, ServerMessage, Snapshot } from '#contracts/events.ts';
import { eventually } from './eventually.ts';
import type { FilmProject } from './film-project.ts';

/** Live updates of a project as one connection brings them, each in the shape that the contract states. */
export interface Following {
  readonly messages: readonly ServerMessage[];
  /** The events alone, in the order in which they came. */
  events(): ProjectEvent[];
  close(): void;
}

const Ticket = z.object({ ticket: z.string() });

/** Opens the WebSocket with a ticket, as a browser would, and resolves once it is caught up. */
export async function followSocket(project: FilmProject, since?: number): Promise<Following> {
  const { ticket } = await project.client.ask('POST', `${project.path}/tickets`, Ticket);
  const url = new URL(`${project.client.url}${project.path}/ws`);
  url.protocol = 'ws:';
  url.searchParams.set('ticket', ticket);
  if (since !== undefined) url.searchParams.set('since', String(since));
  const messages: ServerMessage[] = [];
  const socket = new WebSocket(url);
  socket.addEventListener('message', ({ data }) => {
    messages.push(ServerMessage.parse(JSON.parse(String(data))));
  });
  return ready(messages, () => socket.close());
}

/** Reads the server-sent events, resuming as an EventSource would, and resolves once they are caught up. */
export async function followStream(project: FilmProject, lastEventId?: number): Promise<Following> {
  const abort = new AbortController();
  const response = await fetch(`${project.client.url}${project.path}/stream`, {
    headers: {
      ...project.client.authorization(),
      ...(lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }),
    },
    signal: abort.signal,
  });
  if (response.body === null) throw new Error(`the stream answered ${response.status} without a body`);
  const messages: ServerMessage[] = [];
  readFrames(response.body, (frame) => messages.push(readFrame(frame))).catch((error: unknown) => {
    if (!abort.signal.aborted) throw error;
  });
  return ready(messages, () => abort.abort());
}

/** The state as of now, from a connection that names nothing it has seen. */
export async function readSnapshot(project: FilmProject): Promise<Snapshot> {
  const following = await followSocket(project);
  following.close();
  return Snapshot.parse(following.messages[0]);
}

async function ready(messages: readonly ServerMessage[], close: () => void): Promise<Following> {
  await eventually('the connection is caught up', () => messages.find(({ type }) => type === 'ready'));
  const events = () =>
    messages
      .filter(({ type }) => type !== 'ready' && type !== 'snapshot')
      .map((event) => ProjectEvent.parse(event));
  return { messages, events, close };
}

async function readFrames(body: ReadableStream<Uint8Array>, take: (frame: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of body) {
    const frames = (rest + decoder.decode(bytes, { stream: true })).split('\n\n');
    rest = frames.pop() ?? '';
    for (const frame of frames) if (/^data:/m.test(frame)) take(frame);
  }
}

/** One frame; its `id` and `event` must say what its data says. */
function readFrame(frame: string): ServerMessage {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(frame)?.[1];
  const message = ServerMessage.parse(JSON.parse(field('data') ?? ''));
  if (field('id') !== String(message.seq) || field('event') !== message.type) {
    throw new Error(`id ${field('id')} and event ${field('event')} stand over ${JSON.stringify(message)}`);
  }
  return message;
}
