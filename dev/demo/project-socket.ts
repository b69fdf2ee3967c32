/**
 * Live updates of one project over a WebSocket that comes back by itself. Uses nothing but what browsers have, so
 * that a front end may take this file as it is.
 */

/** A message as the API sends it: an event, a `snapshot`, or `ready`. `seq` is the newest event that it covers. */
export interface ProjectMessage {
  readonly type: string;
  readonly seq: number;
  readonly data?: unknown;
}

export interface ProjectSocketOptions {
  /** Where the API is, without a final slash. */
  readonly apiUrl: string;
  readonly projectId: string;
  /** Asks for a new ticket, `POST /api/projects/{id}/tickets`: each is good for one connection and a minute. */
  readonly ticket: () => Promise<string>;
  /** Gets each event once and in order; after a snapshot, those that follow it. */
  readonly onMessage: (message: ProjectMessage) => void;
  /** Told when the connection is lost (and comes back by itself) and when it is there again. */
  readonly onConnection?: (isConnected: boolean) => void;
  /** Newest event that is known already; without it the first message is a snapshot. */
  readonly since?: number;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
const PING_MS = 15_000;
/** A connection that says nothing for this long, not even `pong`, is dead. */
const SILENCE_MS = 40_000;

/**
 * Follows a project until `close` is called: connects, and after a loss connects again with the number of the last
 * event that was seen, so that none is missed and none comes twice.
 */
export function followProject(options: ProjectSocketOptions): { close(): void } {
  let socket: WebSocket | undefined;
  let seen = options.since;
  let losses = 0;
  let isClosed = false;
  let heardAt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;

  async function connect(): Promise<void> {
    let ticket: string;
    try {
      ticket = await options.ticket();
    } catch {
      // The API is away; whoever asked for the ticket knows why.
      return lost();
    }
    if (isClosed) return;
    const url = new URL(`${options.apiUrl}/api/projects/${options.projectId}/ws`);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('ticket', ticket);
    if (seen !== undefined) url.searchParams.set('since', String(seen));
    const opened = new WebSocket(url);
    socket = opened;
    heardAt = Date.now();
    opened.onmessage = ({ data }) => {
      heardAt = Date.now();
      if (opened === socket && data !== 'pong') receive(JSON.parse(String(data)));
    };
    opened.onclose = () => {
      if (opened === socket) lost();
    };
  }

  function receive(message: ProjectMessage): void {
    if (message.type === 'ready') {
      losses = 0;
      seen ??= message.seq;
      options.onConnection?.(true);
      return;
    }
    if (message.type !== 'snapshot' && seen !== undefined) {
      if (message.seq <= seen) return;
      // Something is missing in between: what was seen last is still known, so it is asked for again.
      if (message.seq > seen + 1) return drop();
    }
    seen = message.seq;
    options.onMessage(message);
  }

  function drop(): void {
    socket?.close();
    lost();
  }

  function lost(): void {
    socket = undefined;
    if (isClosed) return;
    if (losses === 0) options.onConnection?.(false);
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** losses);
    losses += 1;
    clearTimeout(retry);
    // Spread, so that all clients of a server that comes back do not come at once.
    retry = setTimeout(start, pause * (0.5 + Math.random() / 2));
  }

  function start(): void {
    connect().catch(lost);
  }

  const pulse = setInterval(() => {
    if (socket === undefined) return;
    if (Date.now() - heardAt > SILENCE_MS) drop();
    else if (socket.readyState === WebSocket.OPEN) socket.send('ping');
  }, PING_MS);

  start();
  return {
    close() {
      isClosed = true;
      clearInterval(pulse);
      clearTimeout(retry);
      socket?.close();
    },
  };
}
