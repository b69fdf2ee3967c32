import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '#domain/pipeline/refusal.ts';
import { projectClient } from './client.ts';
import { bindings, granted, newProject, OWNER } from './testing/harness.ts';

const LYRICS = { format: 'text' as const, source: 'la', lines: [], words: [] };

describe('a project object', () => {
  it('keeps everything across an eviction', async () => {
    const { id, rpc, stub } = await newProject();
    await granted(rpc, 'put-lyrics', LYRICS);
    await evictDurableObject(stub);
    const answer = await projectClient(bindings.PROJECTS, id).views(OWNER, ['project', 'lyrics']);
    expect(answer).toMatchObject({ seq: 2, views: { project: [{ id }], lyrics: [{ source: 'la' }] } });
  });

  it('is not there for others, and grows no tables by being asked', async () => {
    const { rpc } = await newProject();
    const foreign = await rpc.views({ ownerId: 'somebody' }, ['project']);
    expect(isRefusal(foreign) && foreign.code).toBe('project-not-found');
    const nobody = bindings.PROJECTS.getByName(uuidv7());
    expect(isRefusal(await nobody.views(OWNER, ['project']))).toBe(true);
    const tables = await runInDurableObject(nobody, (_, state) =>
      state.storage.sql
        .exec("select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'")
        .toArray(),
    );
    expect(tables).toEqual([]);
  });

  it('answers a repeated idempotency key with the same answer, and refuses it for another request', async () => {
    const { rpc } = await newProject();
    const first = await rpc.execute(OWNER, 'put-lyrics', LYRICS, { key: 'k', requestHash: 'a' });
    const second = await rpc.execute(OWNER, 'put-lyrics', LYRICS, { key: 'k', requestHash: 'a' });
    expect(second).toEqual({ reply: first.reply, replayed: true });
    const third = await rpc.execute(OWNER, 'put-lyrics', LYRICS, { key: 'k', requestHash: 'b' });
    expect(third.reply).toMatchObject({ refused: true, code: 'idempotency-conflict' });
    const { seq } = (await rpc.views(OWNER, [])) as { seq: number };
    expect(seq).toBe(2);
  });
});

describe('deleting a project', () => {
  it('leaves nothing behind, and the name can begin anew', async () => {
    const { id, rpc, stub } = await newProject();
    await granted(rpc, 'put-lyrics', LYRICS);
    expect(await rpc.remove({ ownerId: 'somebody' })).toMatchObject({ code: 'project-not-found' });
    expect(await rpc.remove(OWNER)).toBeNull();
    expect(isRefusal(await rpc.views(OWNER, ['project']))).toBe(true);
    await evictDurableObject(stub);
    const again = projectClient(bindings.PROJECTS, id);
    expect(isRefusal(await again.views(OWNER, ['project']))).toBe(true);
    expect(await again.remove(OWNER)).toMatchObject({ code: 'project-not-found' });
  });
});

describe('a commit', () => {
  it('is all or nothing: rows, events, outbox and alarm', async () => {
    const { rpc, stub } = await newProject();
    const rows = () =>
      runInDurableObject(stub, async (_, state) => ({
        entities: state.storage.sql.exec('select kind, id, revision, json from entities').toArray(),
        events: state.storage.sql.exec('select seq from events').toArray(),
        outbox: state.storage.sql.exec('select key from outbox').toArray(),
      }));
    const before = await rows();
    // The last statement of the transaction is made to fail: an outbox without its table.
    await runInDurableObject(stub, (_, state) => {
      state.storage.sql.exec('alter table outbox rename to outbox_gone');
    });
    await expect(granted(rpc, 'put-lyrics', LYRICS)).rejects.toThrow();
    await runInDurableObject(stub, (_, state) => {
      state.storage.sql.exec('alter table outbox_gone rename to outbox');
    });
    expect(await rows()).toEqual(before);
    const answer = await rpc.views(OWNER, ['lyrics']);
    expect(answer).toMatchObject({ seq: 1, views: { lyrics: [] } });
    await granted(rpc, 'put-lyrics', LYRICS);
    expect(await rpc.views(OWNER, ['lyrics'])).toMatchObject({ seq: 2 });
  });

  it('writes events numbered without a gap, and raises the revision of what changed alone', async () => {
    const { rpc, stub } = await newProject();
    for (let round = 0; round < 3; round += 1)
      await granted(rpc, 'put-lyrics', { ...LYRICS, source: `la ${round}` });
    const stored = await runInDurableObject(stub, (_, state) => ({
      seqs: state.storage.sql
        .exec<{ seq: number }>('select seq from events order by seq')
        .toArray()
        .map(({ seq }) => seq),
      revisions: state.storage.sql
        .exec<{ kind: string; revision: number }>('select kind, revision from entities')
        .toArray(),
    }));
    expect(stored.seqs).toEqual([1, 2, 3, 4]);
    expect(stored.revisions).toEqual(
      expect.arrayContaining([
        { kind: 'project', revision: 1 },
        { kind: 'lyrics', revision: 3 },
      ]),
    );
  });
});

describe('the alarm', () => {
  it('sends a task again whose message was lost, also after an eviction', async () => {
    const { rpc, stub } = await newProject();
    const id = uuidv7();
    await granted(rpc, 'open-upload', {
      id,
      purpose: 'song',
      fileName: 's',
      contentType: 'audio/mpeg',
      sizeBytes: 1,
      key: 'k',
    });
    await granted(rpc, 'complete-upload', { uploadId: id });
    await runInDurableObject(stub, (_, state) => {
      // Long ago, so that the alarm finds it due.
      state.storage.sql.exec("update entities set json = json_set(json, '$.wakeAt', 1) where kind = 'task'");
      state.storage.sql.exec('delete from outbox');
    });
    await evictDurableObject(stub);
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    const sends = await runInDurableObject(stub, (_, state) =>
      state.storage.sql
        .exec<{ sends: number }>(
          "select json_extract(json, '$.sends') as sends from entities where kind = 'task'",
        )
        .one(),
    );
    expect(sends).toEqual({ sends: 2 });
  });

  it('announces records again that Postgres did not acknowledge, and stops once it did', async () => {
    const { rpc, stub } = await newProject();
    const mark = () =>
      runInDurableObject(stub, (_, state) =>
        state.storage.sql
          .exec<{ value: number }>("select value from marks where name = 'records-resend-at'")
          .toArray(),
      );
    expect(await mark()).toHaveLength(1);
    const rows = await rpc.unrecorded(10);
    expect(rows.map(({ entity, revision }) => [entity.kind, revision])).toEqual([['project', 1]]);
    await rpc.acknowledge(
      rows.map(({ entity, revision }) => ({ kind: entity.kind, id: entity.id, revision })),
    );
    expect(await rpc.unrecorded(10)).toEqual([]);
    expect(await mark()).toHaveLength(0);
  });

  it('does not take an acknowledgement of an older revision for the newest', async () => {
    const { rpc } = await newProject();
    await granted(rpc, 'put-lyrics', LYRICS);
    const [old] = (await rpc.unrecorded(10)).filter(({ entity }) => entity.kind === 'lyrics');
    await granted(rpc, 'put-lyrics', { ...LYRICS, source: 'new' });
    await rpc.acknowledge([{ kind: 'lyrics', id: old?.entity.id ?? '', revision: old?.revision ?? 0 }]);
    expect((await rpc.unrecorded(10)).map(({ entity }) => entity.kind)).toContain('lyrics');
  });
});
