import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { FakeBucket } from './fake-bucket.ts';
import { PART_BYTES } from './store-stream.ts';
import { streamToBucket } from './stream-to-bucket.ts';

/** An MP4 by its first bytes, the rest a pattern that shows any byte lost or moved. */
function video(sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  for (let index = 0; index < sizeBytes; index += 1) bytes[index] = index * 31 + (index >> 8);
  bytes.set(Buffer.from('\0\0\0\x18ftypisom\0\0\x02\0isommp41', 'latin1'));
  return bytes;
}

type Change = Partial<Parameters<typeof streamToBucket>[0]> & { bucket?: FakeBucket };

/** Fetches from a server that answers as told into an empty bucket. */
async function transfer(answer: (response: ServerResponse) => void, change: Change = {}) {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const bucket = change.bucket ?? new FakeBucket();
  const done = streamToBucket({
    fetch,
    url: `http://127.0.0.1:${port}/xezq/out`,
    key: 'projects/p/clips/t.mp4',
    allowedHosts: ['127.0.0.1'],
    maxBytes: 64 * 1024 * 1024,
    expect: 'video',
    ...change,
    bucket,
  });
  return { bucket, done, requests: () => requests };
}

const known = (bytes: Uint8Array) => (response: ServerResponse) => {
  response.writeHead(200, { 'content-length': bytes.byteLength, 'content-type': 'text/plain' }).end(bytes);
};
const unknown = (bytes: Uint8Array) => (response: ServerResponse) => {
  response.writeHead(200);
  response.write(bytes.subarray(0, 10));
  response.end(bytes.subarray(10));
};

describe('an output', () => {
  test.each([
    ['known length', known, 300_000],
    ['known length, shorter than a head', known, 60],
    ['unknown length, less than a part', unknown, 300_000],
    ['unknown length, exactly a part', unknown, PART_BYTES],
    ['unknown length, exactly two parts', unknown, 2 * PART_BYTES],
    ['unknown length, two parts and a bit', unknown, 2 * PART_BYTES + 17],
  ])('of %s is stored byte for byte, under the type that its bytes show', async (_name, answer, size) => {
    const bytes = video(size);
    const { bucket, done } = await transfer(answer(bytes));
    expect(await done).toEqual({ contentType: 'video/mp4', sizeBytes: size, pixels: null });
    const stored = bucket.objects.get('projects/p/clips/t.mp4');
    expect(stored?.contentType).toBe('video/mp4');
    expect(Buffer.compare(stored?.bytes ?? new Uint8Array(0), bytes)).toBe(0);
    expect(bucket.unfinished.size).toBe(0);
  });

  test('that is fetched twice is the same', async () => {
    const bucket = new FakeBucket();
    for (const answer of [known(video(1000)), known(video(1000))]) {
      const { done } = await transfer(answer, { bucket });
      expect(await done).toEqual({ contentType: 'video/mp4', sizeBytes: 1000, pixels: null });
    }
    expect(bucket.objects.size).toBe(1);
  });
});

const truncated = (bytes: Uint8Array) => (response: ServerResponse) => {
  response.writeHead(200, { 'content-length': bytes.byteLength + 1000 });
  response.write(bytes, () => response.destroy());
};
const cutOff = (bytes: Uint8Array) => (response: ServerResponse) => {
  response.writeHead(200).write(bytes, () => response.destroy());
};
const page = (text: string) => known(new Uint8Array(Buffer.from(text)));

describe('nothing is stored', () => {
  test.each<[string, (response: ServerResponse) => void, Change, object]>([
    [
      '404',
      (response) => void response.writeHead(404).end(),
      {},
      { verdict: 'terminal', code: 'output-gone', status: 404 },
    ],
    [
      '410',
      (response) => void response.writeHead(410).end(),
      {},
      { verdict: 'terminal', code: 'output-gone' },
    ],
    [
      '403',
      (response) => void response.writeHead(403).end(),
      {},
      { verdict: 'retry', code: 'output-unavailable' },
    ],
    [
      '503',
      (response) => void response.writeHead(503, { 'retry-after': '4' }).end(),
      {},
      { verdict: 'retry', retryAfterSeconds: 4 },
    ],
    ['206', (response) => void response.writeHead(206).end(video(100)), {}, { verdict: 'retry' }],
    [
      'a reset',
      (response) => response.socket?.resetAndDestroy(),
      {},
      { verdict: 'retry', code: 'output-unreachable' },
    ],
    ['silence', () => undefined, { timeoutMs: 200 }, { verdict: 'retry', code: 'output-unreachable' }],
    [
      'silence after the first bytes',
      (response) => void response.writeHead(200, { 'content-length': 9000 }).write(video(5000)),
      { timeoutMs: 300 },
      { verdict: 'retry', code: 'output-interrupted' },
    ],
    ['an empty body', known(new Uint8Array(0)), {}, { verdict: 'retry', code: 'output-not-media' }],
    [
      'an error page',
      page('<!doctype html><html>502</html>'),
      {},
      { verdict: 'retry', code: 'output-not-media' },
    ],
    ['an error in JSON', page('{"detail":"no"}'), {}, { verdict: 'retry', code: 'output-not-media' }],
    [
      'a picture for a video',
      known(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 1, 2, 3])),
      {},
      { verdict: 'terminal', code: 'output-wrong-kind' },
    ],
    [
      'a body that is cut off',
      truncated(video(200_000)),
      {},
      { verdict: 'retry', code: 'output-interrupted' },
    ],
    ['a head that is cut off', truncated(video(100)), {}, { verdict: 'retry', code: 'output-interrupted' }],
    [
      'a cut in the second part',
      cutOff(video(PART_BYTES + 99)),
      {},
      { verdict: 'retry', code: 'output-interrupted' },
    ],
    [
      'more than announced as allowed',
      known(video(5001)),
      { maxBytes: 5000 },
      { verdict: 'terminal', code: 'output-too-large' },
    ],
    [
      'more than allowed, unannounced',
      unknown(video(9001)),
      { maxBytes: 9000 },
      { verdict: 'terminal', code: 'output-too-large' },
    ],
    [
      'more than allowed in the second part',
      unknown(video(PART_BYTES + 2)),
      { maxBytes: PART_BYTES + 1 },
      { verdict: 'terminal', code: 'output-too-large' },
    ],
  ])('of %s', async (_name, answer, change, failure) => {
    const { bucket, done } = await transfer(answer, change);
    await expect(done).rejects.toMatchObject({ name: 'ProviderError', ...failure });
    expect(bucket.objects.size).toBe(0);
    expect(bucket.unfinished.size).toBe(0);
  });

  test('where a redirect leads', async () => {
    const { bucket, done, requests } = await transfer((response) => {
      response.writeHead(302, { location: '/inside' }).end();
    });
    await expect(done).rejects.toMatchObject({ verdict: 'retry', status: 302 });
    expect(requests()).toBe(1);
    expect(bucket.objects.size).toBe(0);
  });

  test('from a host that is not listed, which is not even asked', async () => {
    const { done, requests } = await transfer(known(video(100)), { allowedHosts: ['.replicate.delivery'] });
    await expect(done).rejects.toMatchObject({ verdict: 'terminal', code: 'output-host-refused' });
    expect(requests()).toBe(0);
  });

  test.each([
    ['known length', known(video(100_000))],
    ['unknown length', unknown(video(1000))],
    ['many parts', unknown(video(2 * PART_BYTES))],
  ])('when the bucket fails, and that may be repeated: %s', async (_name, answer) => {
    const bucket = new FakeBucket();
    bucket.failWith = new Error('10001 internal error');
    const { done } = await transfer(answer, { bucket });
    await expect(done).rejects.toMatchObject({ verdict: 'retry', code: 'output-interrupted' });
    expect(bucket.unfinished.size).toBe(0);
  });
});
