/**
 * Live updates of a project over a connection that comes back by itself: every event once and in order, whatever
 * happens to the network. Needs `WebSocket`, `fetch` and timers, as browsers, workers and Node 22 have them.
 */

import { ApiProblem, problemOf } from './api-problem.ts';
import type { LiveEvent, Ready, Snapshot } from './api-types.ts';
import { overSocket, overStream, projectUrl } from './live-transports.ts';
import { sleep } from './retrying-fetch.ts';

export type LiveState = 'connecting' | 'live' | 'interrupted' | 'closed' | 'failed';

/** In seconds. */
export interface LiveTiming {
  /** The pause after the first loss is a random part of this; it doubles with each loss without progress. */
  readonly firstPause: number;
  readonly longestPause: number;
  readonly ping: number;
  /** A connection that says nothing for this long is dead, even where nobody closed it. */
  readonly silence: number;
}

const TIMING: LiveTiming = { firstPause: 0.5, longestPause: 20, ping: 15, silence: 40 };

export interface LiveOptions {
  /** Where the API is. */
  readonly baseUrl: string;
  readonly projectId: string;
  /**
   * Asks for a new ticket: each is good for one connection and a minute. An API key instead is for programs only:
   * a page would show it to everybody.
   */
  readonly ticket: ((signal: AbortSignal) => Promise<string>) | { readonly key: string };
  /** The last event that is known already, 0 for all of them. Without it a snapshot comes first. */
  readonly since?: number | undefined;
  readonly transport?: 'websocket' | 'sse';
  readonly onEvent: (event: LiveEvent) => void;
  /** Replaces all that is known; also comes where the events since the last connection are no longer kept. */
  readonly onSnapshot?: (snapshot: Snapshot) => void;
  /** With `failed` comes the error, with `interrupted` what is known of the reason. */
  readonly onState?: (state: LiveState, reason?: unknown) => void;
  /** Ends it, as `close` does. */
  readonly signal?: AbortSignal;
  readonly timing?: Partial<LiveTiming>;
}

export interface LiveConnection {
  /** Number of the last event that was handed on. */
  readonly seq: number | undefined;
  close(): void;
  /**
   * Resolves when it was closed. Rejects where going on is useless: with `ApiProblem` when the API refuses (the key
   * was revoked, the project is gone), with what a callback threw.
   */
  readonly ended: Promise<void>;
}

/** Follows a project until it is closed. Throws `TypeError` where `baseUrl` is no address. */
export function connectProject(options: LiveOptions): LiveConnection {
  projectUrl(options.baseUrl, options.projectId, '');
  const follower = new Follower(options);
  const ended = follower.run();
  // Who listens to the states hears of a failure there; else it is an error that nobody handled.
  if (options.onState) ended.catch(() => {});
  return {
    get seq() {
      return follower.seq;
    },
    close: () => follower.close(),
    ended,
  };
}

class Follower {
  seq: number | undefined;
  readonly #options: LiveOptions;
  readonly #timing: LiveTiming;
  readonly #stop = new AbortController();
  #losses = 0;
  #thrown: { error: unknown } | null = null;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#timing = { ...TIMING, ...options.timing };
    this.seq = options.since;
  }

  close(): void {
    this.#stop.abort();
  }

  async run(): Promise<void> {
    const { signal, onState } = this.#options;
    const close = () => this.close();
    if (signal?.aborted) close();
    signal?.addEventListener('abort', close);
    // Callbacks come only after the caller has the connection in hand.
    await Promise.resolve();
    try {
      while (!this.#stop.signal.aborted) {
        onState?.('connecting');
        const reason = await this.#connectOnce().catch((error: unknown) => error);
        if (this.#thrown) throw this.#thrown.error;
        if (isFinal(reason)) throw reason;
        if (this.#stop.signal.aborted) break;
        onState?.('interrupted', reason);
        await this.#pause(reason);
      }
    } catch (error) {
      onState?.('failed', error);
      throw error;
    } finally {
      signal?.removeEventListener('abort', close);
    }
    onState?.('closed');
  }

  /** One connection, from the ticket to the loss. Throws what is known of the reason. */
  async #connectOnce(): Promise<void> {
    const { baseUrl, projectId, transport } = this.#options;
    const attempt = new AbortController();
    const give = () => attempt.abort();
    this.#stop.signal.addEventListener('abort', give);
    let heardAt = Date.now();
    let ping = () => {};
    const pulse = setInterval(() => {
      if (Date.now() - heardAt > this.#timing.silence * 1000) give();
      else ping();
    }, this.#timing.ping * 1000);
    try {
      const ticket = await orAborted(this.#ticket(attempt.signal), attempt.signal);
      heardAt = Date.now();
      const listener = {
        onSign: () => {
          heardAt = Date.now();
        },
        onMessage: (text: string) => {
          // What a connection that was given up still has to say is no longer heard.
          if (!attempt.signal.aborted && !this.#receive(text)) give();
        },
      };
      const place = { baseUrl, projectId, ticket, since: this.seq };
      const open = transport === 'sse' ? overStream : overSocket;
      const connection = open(place, listener, attempt.signal);
      ping = connection.ping;
      await connection.over.catch(withoutExpiry);
    } finally {
      clearInterval(pulse);
      this.#stop.signal.removeEventListener('abort', give);
      // Whatever is left of it ends with the attempt.
      give();
    }
  }

  async #ticket(signal: AbortSignal): Promise<string> {
    const { baseUrl, projectId, ticket } = this.#options;
    if (typeof ticket === 'function') return ticket(signal);
    const headers = { authorization: `Bearer ${ticket.key}` };
    const url = projectUrl(baseUrl, projectId, 'tickets');
    const response = await fetch(url, { method: 'POST', headers, signal });
    if (!response.ok) throw await problemOf(response);
    return (await response.json()).ticket;
  }

  /** Whether the connection is still good after this message. */
  #receive(text: string): boolean {
    let message: LiveEvent | Snapshot | Ready;
    try {
      message = JSON.parse(text);
    } catch {
      // A message that is no message: the next connection brings it again.
      return false;
    }
    // Events between the last one and this one are missing: they are asked for again.
    const expected = message.type === 'ready' ? this.seq : this.seq === undefined ? undefined : this.seq + 1;
    if (message.type !== 'snapshot' && expected !== undefined && message.seq > expected) return false;
    try {
      this.#handOn(message);
      return true;
    } catch (error) {
      this.#thrown = { error };
      return false;
    }
  }

  #handOn(message: LiveEvent | Snapshot | Ready): void {
    const { onEvent, onSnapshot, onState } = this.#options;
    if (message.type === 'ready') {
      this.seq ??= message.seq;
      this.#losses = 0;
      onState?.('live');
    } else if (message.type === 'snapshot') {
      this.seq = message.seq;
      onSnapshot?.(message);
    } else if (this.seq === undefined || message.seq > this.seq) {
      this.seq = message.seq;
      this.#losses = 0;
      onEvent(message);
    }
  }

  /** Random between nothing and a bound that doubles, so that the clients of an API that comes back do not come at once. */
  async #pause(reason: unknown): Promise<void> {
    const { firstPause, longestPause } = this.#timing;
    const bound = Math.min(longestPause, firstPause * 2 ** this.#losses);
    this.#losses += 1;
    const asked = reason instanceof ApiProblem ? (reason.retryAfterSeconds ?? 0) : 0;
    const seconds = Math.max(Math.random() * bound, asked);
    // Closed meanwhile: the loop sees it.
    await sleep(seconds, this.#stop.signal).catch(() => {});
  }
}

/** Rejects as soon as the signal is aborted, also where what is waited for does not look at it. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    promise.then(resolve, reject);
  });
}

/** A ticket that got too old on its way is no refusal: the next one shows whether the key is still good. */
function withoutExpiry(error: unknown): void {
  if (!(error instanceof ApiProblem && error.status === 401)) throw error;
}

/** Whether asking again is useless: any refusal but «too slow», «too early» and «too often». */
function isFinal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('status' in error)) return false;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 && ![408, 425, 429].includes(status);
}
