import { problemOf } from './api-problem.ts';
import { eventStreamParser } from './event-stream.ts';

/** Where a connection goes, and from which event on it is to tell. */
export interface Place {
  readonly baseUrl: string;
  readonly projectId: string;
  readonly ticket: string;
  /** The last event that is known; undefined asks for a snapshot. */
  readonly since: number | undefined;
}

export interface Listener {
  /** Something was heard, if only that the other side is there. */
  readonly onSign: () => void;
  /** A message, as JSON. */
  readonly onMessage: (text: string) => void;
}

export interface Connection {
  /** Resolves when the connection is over; rejects with `ApiProblem` where it was refused in words. */
  readonly over: Promise<void>;
  /** Asks for a sign of life where the other side gives none unasked. */
  ping(): void;
}

/** Connects until it is cut off or the signal is aborted. */
export type Transport = (place: Place, listener: Listener, signal: AbortSignal) => Connection;

/** A WebSocket. Browsers do not tell why one is refused. */
export const overSocket: Transport = (place, { onSign, onMessage }, signal) => {
  const url = placeUrl(place, 'ws');
  url.protocol = url.protocol.replace('http', 'ws');
  if (place.since !== undefined) url.searchParams.set('since', String(place.since));
  const socket = new WebSocket(url);
  const over = new Promise<void>((resolve) => {
    socket.onmessage = ({ data }) => {
      onSign();
      if (data !== 'pong') onMessage(String(data));
    };
    socket.onclose = () => resolve();
    signal.addEventListener('abort', () => {
      socket.close();
      // The other side may never answer the close.
      resolve();
    });
  });
  return {
    over,
    ping() {
      if (socket.readyState === WebSocket.OPEN) socket.send('ping');
    },
  };
};

/** Server-sent events over `fetch`: they resume like an `EventSource`, and a refusal says why. */
export const overStream: Transport = (place, listener, signal) => ({
  over: readStream(place, listener, signal),
  // The API sends comments by itself.
  ping() {},
});

async function readStream(place: Place, { onSign, onMessage }: Listener, signal: AbortSignal): Promise<void> {
  const resume = place.since === undefined ? {} : { 'last-event-id': String(place.since) };
  const response = await fetch(placeUrl(place, 'stream'), {
    headers: { accept: 'text/event-stream', ...resume },
    cache: 'no-store',
    signal,
  });
  if (!response.ok) throw await problemOf(response);
  const parse = eventStreamParser();
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
    onSign();
    for (const { data } of parse(decoder.decode(read.value, { stream: true }))) onMessage(data);
  }
}

function placeUrl({ baseUrl, projectId, ticket }: Place, kind: 'ws' | 'stream'): URL {
  const url = projectUrl(baseUrl, projectId, kind);
  url.searchParams.set('ticket', ticket);
  return url;
}

/** An address below a project. Throws `TypeError` where `baseUrl` is none; a page may name itself with ''. */
export function projectUrl(baseUrl: string, projectId: string, name: string): URL {
  const path = `${baseUrl.replace(/\/+$/, '')}/api/projects/${encodeURIComponent(projectId)}/${name}`;
  return new URL(path, globalThis.location?.href);
}
