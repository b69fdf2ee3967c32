import type { Ready, Snapshot } from '#contracts/events.ts';
import type { Store } from './store.ts';

export interface SocketDeps {
  readonly store: Store;
  readonly ctx: Pick<DurableObjectState, 'acceptWebSocket' | 'getWebSockets'>;
  readonly snapshot: () => Snapshot;
}

/**
 * Accepts a socket that hibernates with the object, and brings it up to date before anything else happens: no
 * event can come between, because nothing here waits. `since` null asks for everything there is.
 */
export function acceptSocket(deps: SocketDeps, since: number | null): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  const missed = since === null ? null : deps.store.eventsSince(since);
  deps.ctx.acceptWebSocket(server);
  if (missed === null) server.send(JSON.stringify(deps.snapshot()));
  else for (const event of missed) server.send(event);
  const ready: Ready = { type: 'ready', seq: deps.store.lastSeq() };
  server.send(JSON.stringify(ready));
  return new Response(null, { status: 101, webSocket: client });
}

/** Tells every socket of events, each as JSON. One that cannot be written to is closed; its client resumes by `seq`. */
export function broadcast(ctx: Pick<DurableObjectState, 'getWebSockets'>, events: readonly string[]): void {
  if (events.length === 0) return;
  const sockets = ctx.getWebSockets();
  if (sockets.length === 0) return;
  for (const socket of sockets) {
    try {
      for (const event of events) socket.send(event);
    } catch {
      // The peer is gone already. Closing is all that is left to do, and its client will resume by `seq`.
      closeQuietly(socket, 1011, 'not writable');
    }
  }
}

export function closeQuietly(socket: WebSocket, code: number, reason: string): void {
  try {
    socket.close(code, reason);
  } catch {
    // Closing a socket that is closed is what was wanted.
  }
}
