import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ApiProblem } from './api-problem.ts';
import { followProject } from './follow-project.ts';
import { connectProject, type LiveConnection, type LiveOptions } from './live-events.ts';
import { playLive } from './testing/play-live.ts';
import { serve } from './testing/serve.ts';

const event = (seq: number) => ({ type: 'job.updated', seq });
const ready = (seq: number) => ({ type: 'ready', seq });
const snapshot = (seq: number) => ({ type: 'snapshot', seq });

/** Follows the project of a server, and keeps what it hears. */
function follow(baseUrl: string, options: Partial<LiveOptions> = {}) {
  const heard: string[] = [];
  const states: string[] = [];
  let tickets = 0;
  const connection: LiveConnection = connectProject({
    baseUrl,
    projectId: 'p',
    ticket: async () => `t${++tickets}`,
    onEvent: ({ seq }) => heard.push(`event ${seq}`),
    onSnapshot: ({ seq }) => heard.push(`snapshot ${seq}`),
    onState: (state) => states.push(state),
    timing: { firstPause: 0.05, longestPause: 0.2 },
    ...options,
  });
  onTestFinished(() => connection.close());
  return { heard, states, connection };
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000 });

describe.each(['websocket', 'sse'] as const)('over %s', (transport) => {
  test('after a loss it resumes behind the last event with a new ticket, and nothing comes twice', async () => {
    const server = await playLive([
      { messages: [event(1), ready(1), event(2)] },
      { messages: [event(2), event(3), ready(3)], end: 'held' },
    ]);
    const { heard, states, connection } = follow(server.url, { transport, since: 0 });
    await until(() => expect(states.at(-1)).toBe('live'));
    await until(() => expect(heard).toEqual(['event 1', 'event 2', 'event 3']));
    expect(server.asked).toEqual(['ticket=t1&since=0', 'ticket=t2&since=2']);
    expect(states).toEqual(['connecting', 'live', 'interrupted', 'connecting', 'live']);
    expect(connection.seq).toBe(3);
  });

  test('a snapshot is a new beginning, also in the middle', async () => {
    const server = await playLive([
      { messages: [snapshot(7), ready(7), event(8)] },
      { messages: [snapshot(40), ready(40), event(41)] },
      { messages: [snapshot(2), ready(2), event(3)], end: 'held' },
    ]);
    const { heard } = follow(server.url, { transport });
    const all = ['snapshot 7', 'event 8', 'snapshot 40', 'event 41', 'snapshot 2', 'event 3'];
    await until(() => expect(heard).toEqual(all));
    expect(server.asked).toEqual(['ticket=t1', 'ticket=t2&since=8', 'ticket=t3&since=41']);
  });

  test('a gap is not passed over, neither before an event nor before the end of what was missed', async () => {
    const server = await playLive([
      { messages: [event(1), ready(1), event(4), event(5)], end: 'held' },
      { messages: [event(2), ready(4), event(5)], end: 'held' },
      { messages: [event(3), event(4), event(5), ready(5)], end: 'held' },
    ]);
    const { heard } = follow(server.url, { transport, since: 0 });
    await until(() => expect(heard).toEqual([1, 2, 3, 4, 5].map((seq) => `event ${seq}`)));
    expect(server.asked.map((query) => query.at(-1))).toEqual(['0', '1', '2']);
  });

  test('what cannot be read is asked for again', async () => {
    const server = await playLive([
      { messages: [event(1), '{"type":"job.upd'], end: 'held' },
      { messages: [event(2), ready(2)], end: 'held' },
    ]);
    const { heard } = follow(server.url, { transport, since: 0 });
    await until(() => expect(heard).toEqual(['event 1', 'event 2']));
  });

  test('a connection that says nothing is dead, also where nobody closed it', async () => {
    const server = await playLive([
      { messages: [event(1)], end: 'held' },
      { messages: [event(2), ready(2)], end: 'held' },
    ]);
    const timing = { firstPause: 0.05, ping: 0.05, silence: 0.3 };
    const { heard, states } = follow(server.url, { transport, since: 0, timing });
    await until(() => expect(heard).toEqual(['event 1', 'event 2']));
    expect(states.slice(0, 3)).toEqual(['connecting', 'interrupted', 'connecting']);
  });

  test('closed, it says no more and ends', async () => {
    const server = await playLive([{ messages: [event(1), event(2), event(3)], end: 'held' }]);
    const heard: number[] = [];
    const { connection, states } = follow(server.url, {
      transport,
      since: 0,
      onEvent({ seq }) {
        heard.push(seq);
        if (seq === 2) connection.close();
      },
    });
    await connection.ended;
    expect(heard).toEqual([1, 2]);
    expect(states).toEqual(['connecting', 'closed']);
  });

  test('what a callback throws ends it: an event is never passed over', async () => {
    const server = await playLive([{ messages: [event(1), event(2)], end: 'held' }]);
    const wrong = () => {
      throw new Error('a mistake of the page');
    };
    const { connection, states } = follow(server.url, { transport, since: 0, onEvent: wrong });
    await expect(connection.ended).rejects.toThrow('a mistake of the page');
    expect(states.at(-1)).toBe('failed');
  });

  test('for await gives the same, and leaving the loop closes the connection', async () => {
    const server = await playLive([
      { messages: [snapshot(4), ready(4), event(5)] },
      { messages: [event(6), ready(6), event(7)], end: 'held' },
    ]);
    const states: string[] = [];
    const seqs: number[] = [];
    for await (const { seq } of followProject({
      baseUrl: server.url,
      projectId: 'p',
      ticket: async () => 't',
      transport,
      timing: { firstPause: 0.05 },
      onState: (state) => states.push(state),
    })) {
      seqs.push(seq);
      if (seq === 7) break;
    }
    expect(seqs).toEqual([4, 5, 6, 7]);
    await until(() => expect(states.at(-1)).toBe('closed'));
  });
});

const problem = (status: number, code: string, headers: Record<string, string> = {}) => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: JSON.stringify({ code, title: 'No', detail: 'No', status, type: '', instance: '', requestId: '' }),
});

describe('what is refused', () => {
  test.each([
    [401, 'unauthenticated'],
    [403, 'forbidden'],
    [404, 'project-not-found'],
  ])('%i for a ticket ends it with the problem', async (status, code) => {
    const server = await serve(() => problem(status, code));
    const { connection, states } = follow(server.url, { ticket: { key: 'omv_revoked' } });
    await expect(connection.ended).rejects.toMatchObject({ name: 'ApiProblem', status, code });
    expect(states).toEqual(['connecting', 'failed']);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer omv_revoked');
  });

  test('for await throws the problem', async () => {
    const server = await serve(() => problem(404, 'project-not-found'));
    const events = followProject({ baseUrl: server.url, projectId: 'p', ticket: { key: 'omv_test' } });
    await expect(events.next()).rejects.toThrow(ApiProblem);
  });

  test('a ticket that expired on its way is replaced, a stream of a project that is gone ends it', async () => {
    const server = await serve((_, count) =>
      count === 1 ? problem(401, 'unauthenticated') : problem(404, 'project-not-found'),
    );
    const { connection } = follow(server.url, { transport: 'sse' });
    await expect(connection.ended).rejects.toMatchObject({ code: 'project-not-found' });
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/api/projects/p/stream?ticket=t1',
      '/api/projects/p/stream?ticket=t2',
    ]);
  });

  test('an API that is away is asked again, as late as it says', async () => {
    const times: number[] = [];
    const server = await serve((_, count) => {
      times.push(performance.now());
      if (count === 1) return 'cut';
      if (count === 2) return problem(503, 'database-unavailable', { 'retry-after': '1' });
      return problem(404, 'project-not-found');
    });
    const { connection } = follow(server.url, { ticket: { key: 'omv_test' } });
    await expect(connection.ended).rejects.toMatchObject({ status: 404 });
    const [, second = 0, third = 0] = times;
    expect(third - second).toBeGreaterThanOrEqual(990);
  });

  test('a ticket that never comes is given up like any silence, and its end is not waited for', async () => {
    let asked = 0;
    const { connection } = follow('http://127.0.0.1:9', {
      timing: { firstPause: 0.01, ping: 0.05, silence: 0.1 },
      ticket: () => {
        asked += 1;
        return new Promise(() => {});
      },
    });
    await until(() => expect(asked).toBeGreaterThan(2));
    connection.close();
    await connection.ended;
  });

  test('a signal ends it while it pauses', async () => {
    const stop = new AbortController();
    const { connection, states } = follow('http://127.0.0.1:9', {
      signal: stop.signal,
      timing: { firstPause: 1e6, longestPause: 1e6 },
    });
    await until(() => expect(states.at(-1)).toBe('interrupted'));
    stop.abort();
    await connection.ended;
    expect(states.at(-1)).toBe('closed');
  });
});
