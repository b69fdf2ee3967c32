import { evictDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type { ServerMessage } from '#contracts/events.ts';
import { granted, newProject, type TestProject } from './testing/harness.ts';

interface Client {
  readonly messages: ServerMessage[];
  readonly seqs: () => number[];
  until(count: number): Promise<void>;
  close(): void;
}

async function connect({ stub }: TestProject, since: number | null): Promise<Client> {
  const query = since === null ? '' : `&since=${since}`;
  const response = await stub.fetch(`https://project.internal/ws?ownerId=owner${query}`, {
    headers: { upgrade: 'websocket' },
  });
  const socket = response.webSocket;
  if (!socket) throw new Error(`no socket: ${response.status}`);
  const messages: ServerMessage[] = [];
  let wake = () => {};
  socket.addEventListener('message', ({ data }) => {
    messages.push(JSON.parse(String(data)));
    wake();
  });
  socket.accept();
  return {
    messages,
    seqs: () =>
      messages.flatMap((message) => ('data' in message && message.type !== 'snapshot' ? [message.seq] : [])),
    async until(count) {
      while (messages.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    close: () => socket.close(1000),
  };
}

const sing = (project: TestProject, source: string) =>
  granted(project.rpc, 'put-lyrics', { format: 'text', source, lines: [], words: [] });

describe('a socket', () => {
  it('gets a snapshot, then "ready", then every event as it happens', async () => {
    const project = await newProject();
    const client = await connect(project, null);
    await sing(project, 'one');
    await client.until(3);
    expect(client.messages.map(({ type }) => type)).toEqual(['snapshot', 'ready', 'lyrics.updated']);
    expect(client.seqs()).toEqual([2]);
  });

  it('resumes with exactly what it missed', async () => {
    const project = await newProject();
    for (const text of ['a', 'b', 'c']) await sing(project, text);
    const client = await connect(project, 2);
    await client.until(3);
    expect(client.seqs()).toEqual([3, 4]);
    expect(client.messages.at(-1)).toEqual({ type: 'ready', seq: 4 });
  });

  it('that has seen everything gets nothing but "ready"', async () => {
    const project = await newProject();
    const client = await connect(project, 1);
    await client.until(1);
    expect(client.messages).toEqual([{ type: 'ready', seq: 1 }]);
  });

  it('that claims to have seen the future gets a snapshot', async () => {
    const project = await newProject();
    const client = await connect(project, 99);
    await client.until(2);
    expect(client.messages[0]?.type).toBe('snapshot');
  });

  it('survives the eviction of its object and goes on hearing', async () => {
    const project = await newProject();
    const client = await connect(project, 1);
    await sing(project, 'before');
    await evictDurableObject(project.stub);
    await sing(project, 'after');
    await client.until(3);
    expect(client.seqs()).toEqual([2, 3]);
  });

  it('cut off again and again ends with every event exactly once', async () => {
    const project = await newProject();
    const seen: number[] = [1];
    for (let round = 0; round < 12; round += 1) {
      const client = await connect(project, seen.at(-1) ?? 0);
      await sing(project, `round ${round}`);
      if (round % 3 === 0) await evictDurableObject(project.stub);
      if (round % 2 === 0) await client.until(2);
      seen.push(...client.seqs());
      client.close();
      await sing(project, `while away ${round}`);
    }
    const last = await connect(project, seen.at(-1) ?? 0);
    await last.until(2);
    seen.push(...last.seqs());
    expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
  });

  it('of somebody else is not opened', async () => {
    const { stub } = await newProject();
    const response = await stub.fetch('https://project.internal/ws?ownerId=somebody', {
      headers: { upgrade: 'websocket' },
    });
    expect(response.status).toBe(404);
  });
});
