import { describe, expect, it } from 'vitest';
import { bindings } from '#project/testing/harness.ts';
import { serveBucket } from './serve-bucket.ts';

const at = (key: string, init: RequestInit = {}) =>
  serveBucket(new Request(`http://r2.internal/${key}`, init), bindings);

describe('the bucket that a container sees', () => {
  it('takes a file whole and gives it back with its type', async () => {
    const put = await at('films/a%20film.mp4', {
      method: 'PUT',
      body: 'the film',
      headers: { 'content-type': 'video/mp4' },
    });
    expect(put.status).toBe(200);
    const got = await at('films/a%20film.mp4', { headers: { range: 'bytes=0-2' } });
    expect([got.status, got.headers.get('content-type'), got.headers.get('content-length')]).toEqual([
      200,
      'video/mp4',
      '8',
    ]);
    expect(await got.text()).toBe('the film');
  });

  it('keeps what was there when a PUT breaks off half-way', async () => {
    await at('films/cut.mp4', { method: 'PUT', body: 'before' });
    for (const key of ['films/cut.mp4', 'films/new.mp4']) {
      const { readable, writable } = new FixedLengthStream(1_000);
      const writer = writable.getWriter();
      const put = at(key, { method: 'PUT', body: readable });
      const broken = Promise.all([put, writer.closed].map((each) => expect(each).rejects.toThrow()));
      await writer.write(new Uint8Array(400));
      await writer.abort(new Error('the container is gone'));
      await broken;
    }
    expect(await (await at('films/cut.mp4')).text()).toBe('before');
    expect((await at('films/new.mp4')).status).toBe(404);
  });

  it.each([
    ['DELETE', 'films/a', 405],
    ['GET', 'films/none', 404],
    ['GET', '', 400],
    ['GET', '%E0%A4', 400],
  ])('answers %s of %j with %i', async (method, key, status) => {
    expect((await at(key, { method })).status).toBe(status);
  });
});
