import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { createMultipartStore, type MultipartStore } from './multipart-store.ts';

type Asked = { method: string | undefined; url: string | undefined; type: string | undefined; body: string };

let server: Server | undefined;
afterEach(async () => {
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
});

/** A storage that answers everything like this, and tells what it was asked. */
async function storage(status: number, answer: string): Promise<{ store: MultipartStore; asked: Asked[] }> {
  const asked: Asked[] = [];
  const listening = createServer(async (request: IncomingMessage, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    asked.push({ method, url, type: headers['content-type'], body });
    response.writeHead(status).end(answer);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const endpoint = `http://127.0.0.1:${port}/bucket`;
  const store = createMultipartStore({ endpoint, accessKeyId: 'id', secretAccessKey: 'secret', fetch });
  return { store, asked };
}

const error = (code: string) =>
  `<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message></Error>`;
const parts = [
  { partNumber: 2, etag: 'b&<' },
  { partNumber: 1, etag: '"a"' },
];

describe('a multipart upload', () => {
  test('is begun with the type that the file will have', async () => {
    const { store, asked } = await storage(200, '<X><UploadId>the-id</UploadId></X>');
    expect(await store.begin({ key: 'projects/p/uploads/ü.wav', contentType: 'audio/wav' })).toBe('the-id');
    expect(asked).toEqual([
      { method: 'POST', url: '/bucket/projects/p/uploads/%C3%BC.wav?uploads=', type: 'audio/wav', body: '' },
    ]);
  });

  test('names its parts in order, with quoted ETags', async () => {
    const { store, asked } = await storage(200, '<CompleteMultipartUploadResult/>');
    expect(await store.complete({ key: 'k', id: 'i/d', parts })).toBe('completed');
    expect(asked[0]?.url).toBe('/bucket/k?uploadId=i%2Fd');
    expect(asked[0]?.body).toBe(
      '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"a"</ETag></Part>' +
        '<Part><PartNumber>2</PartNumber><ETag>"b&amp;&lt;"</ETag></Part></CompleteMultipartUpload>',
    );
  });

  test.each([
    [404, 'NoSuchUpload', 'gone'],
    [400, 'InvalidPart', 'invalid'],
    [400, 'InvalidPartOrder', 'invalid'],
    [400, 'EntityTooSmall', 'invalid'],
    [200, 'InvalidPart', 'invalid'],
  ])('of which storage says %i %s is %s', async (status, code, outcome) => {
    const { store } = await storage(status, error(code));
    expect(await store.complete({ key: 'k', id: 'i', parts })).toBe(outcome);
  });

  test.each([
    [500, 'InternalError'],
    [503, 'SlowDown'],
    [429, 'TooManyRequests'],
    [200, 'InternalError'],
    [403, 'AccessDenied'],
  ])('of which storage says %i %s may be tried again later', async (status, code) => {
    const { store } = await storage(status, error(code));
    await expect(store.complete({ key: 'k', id: 'i', parts })).rejects.toMatchObject({
      code: 'storage-unavailable',
      verdict: 'retry',
    });
  });

  test.each([
    [204, ''],
    [404, error('NoSuchUpload')],
  ])('is forgotten once, and twice is once (%i)', async (status, answer) => {
    const { store, asked } = await storage(status, answer);
    await store.abort({ key: 'k', id: 'i' });
    expect(asked[0]).toMatchObject({ method: 'DELETE', url: '/bucket/k?uploadId=i' });
  });
});
