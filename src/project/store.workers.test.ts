import { runInDurableObject } from 'cloudflare:test';
import { expect, it } from 'vitest';
import type { Entity } from '#contracts/entities/index.ts';
import { Store } from './store.ts';
import { newProject } from './testing/harness.ts';

it('a store that forgets after a rollback knows what is stored, and nothing of what was not', async () => {
  const { stub } = await newProject();
  await runInDurableObject(stub, (_, { storage }) => {
    const store = new Store(storage.sql);
    const [seq, mark] = [store.lastSeq(), store.mark('records-sent-at')];
    expect(seq).toBeGreaterThan(0);
    expect(mark).not.toBeNull();
    const failing = () =>
      storage.transactionSync(() => {
        store.appendEvent({ seq: seq + 1, type: 'project.updated', json: '{}' }, 0);
        store.setMark('records-sent-at', 1);
        store.setMark('records-resend-at', null);
        throw new Error('the disk is full');
      });
    expect(failing).toThrow('the disk is full');
    store.forget();
    expect([store.lastSeq(), store.mark('records-sent-at')]).toEqual([seq, mark]);
    expect(store.mark('records-resend-at')).not.toBeNull();
  });
});

it('keeps a tombstone of what Postgres is told of, and nothing of the rest', async () => {
  const { stub } = await newProject();
  await runInDurableObject(stub, (_, { storage }) => {
    const store = new Store(storage.sql);
    const scene = { kind: 'scene', id: 'a' };
    const seam = { kind: 'seam', id: 'b' };
    const rows = () =>
      storage.sql
        .exec<{ kind: string }>("select kind from entities where kind in ('scene', 'seam')")
        .toArray();
    // A row is kept by kind and id; what else it says makes no difference here.
    for (const entity of [scene, seam] as unknown as Entity[]) {
      store.putEntity(entity);
      store.removeEntity(entity);
    }
    expect(rows()).toEqual([{ kind: 'scene' }]);
  });
});
