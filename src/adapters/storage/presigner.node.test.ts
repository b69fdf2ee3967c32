import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createPresigner } from './presigner.ts';

const SECRET = 'secretlocal';
const ENDPOINT = 'https://acc.r2.cloudflarestorage.com/media';
const presigner = createPresigner({
  endpoint: `${ENDPOINT}/`,
  accessKeyId: 'AKLOCAL',
  secretAccessKey: SECRET,
});

/** Signature Version 4 of a request as a server would check it, written from the specification. */
function serverSignature(method: string, url: URL, headers: Record<string, string>): string {
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
  // Blanks are read as %20 only: `+` stays a plus, as the strictest server would have it.
  const query = url.search
    .slice(1)
    .split('&')
    .map((pair) => pair.split('=').map((part) => encode(decodeURIComponent(part))))
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map((pair) => pair.join('='))
    .sort()
    .join('&');
  // The path is taken as it was sent, as some servers do; those that encode it anew must find the same.
  const path = url.pathname;
  expect(
    path
      .split('/')
      .map((part) => encode(decodeURIComponent(part)))
      .join('/'),
  ).toBe(path);
  const names = (url.searchParams.get('X-Amz-SignedHeaders') ?? '').split(';');
  const sent: Record<string, string | undefined> = { ...headers, host: url.host };
  const lines = names.map((name) => `${name}:${sent[name] ?? ''}\n`).join('');
  const canonical = [method, path, query, lines, names.join(';'), 'UNSIGNED-PAYLOAD'].join('\n');
  const date = url.searchParams.get('X-Amz-Date') ?? '';
  const scope = [date.slice(0, 8), 'auto', 's3', 'aws4_request'];
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const key = scope.reduce<string | Buffer>((derived, part) => hmac(derived, part), `AWS4${SECRET}`);
  const hash = createHash('sha256').update(canonical).digest('hex');
  return hmac(Buffer.from(key), ['AWS4-HMAC-SHA256', date, scope.join('/'), hash].join('\n')).toString('hex');
}

describe('an upload URL', () => {
  const input = {
    key: 'projects/p/uploads/u.mp3',
    contentType: 'audio/mpeg',
    contentLength: 1234,
    expiresSeconds: 900,
  };

  test('signs type and size, which come back as the headers to send', async () => {
    const { url, headers } = await presigner.presignPut(input);
    const { origin, pathname, searchParams } = new URL(url);
    expect(origin + pathname).toBe(`${ENDPOINT}/projects/p/uploads/u.mp3`);
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host');
    expect(searchParams.get('X-Amz-Expires')).toBe('900');
    expect(searchParams.get('X-Amz-Credential')).toMatch(/^AKLOCAL\/\d{8}\/auto\/s3\/aws4_request$/);
    expect(headers).toEqual({ 'content-type': 'audio/mpeg', 'content-length': '1234' });
    expect(url).not.toContain(SECRET);
  });

  test('is accepted with these headers and no others', async () => {
    const { url, headers } = await presigner.presignPut(input);
    const signature = new URL(url).searchParams.get('X-Amz-Signature');
    expect(serverSignature('PUT', new URL(url), headers)).toBe(signature);
    for (const change of [{ 'content-type': 'text/html' }, { 'content-length': '1235' }]) {
      expect(serverSignature('PUT', new URL(url), { ...headers, ...change })).not.toBe(signature);
    }
    expect(serverSignature('GET', new URL(url), headers)).not.toBe(signature);
  });

  test('leaves the size open where it is not known', async () => {
    const { contentLength: _, ...open } = input;
    const { url, headers } = await presigner.presignPut(open);
    expect(new URL(url).searchParams.get('X-Amz-SignedHeaders')).toBe('content-type;host');
    expect(headers).toEqual({ 'content-type': 'audio/mpeg' });
  });

  test('is good for one file where it is asked to be', async () => {
    const { url, headers } = await presigner.presignPut({ ...input, once: true });
    expect(headers).toMatchObject({ 'if-none-match': '*' });
    const { 'if-none-match': _, ...without } = headers;
    const signature = new URL(url).searchParams.get('X-Amz-Signature');
    expect(serverSignature('PUT', new URL(url), headers)).toBe(signature);
    expect(serverSignature('PUT', new URL(url), without)).not.toBe(signature);
  });

  test('of a part signs which part of what it is, and its size', async () => {
    const part = {
      key: input.key,
      multipartId: 'm+/=',
      partNumber: 7,
      contentLength: 5,
      expiresSeconds: 900,
    };
    const { url, headers } = await presigner.presignPart(part);
    const { searchParams } = new URL(url);
    expect([searchParams.get('partNumber'), searchParams.get('uploadId')]).toEqual(['7', 'm+/=']);
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;host');
    const signature = searchParams.get('X-Amz-Signature');
    expect(serverSignature('PUT', new URL(url), headers)).toBe(signature);
    const other = new URL(url);
    other.searchParams.set('partNumber', '8');
    expect(serverSignature('PUT', other, headers)).not.toBe(signature);
  });

  test.each([0, -1, 604_801, 1.5, Number.NaN])('cannot live %d seconds', async (expiresSeconds) => {
    await expect(presigner.presignPut({ ...input, expiresSeconds })).rejects.toThrow(RangeError);
  });
});

describe('a download URL', () => {
  test.each(['projects/p/films/f/film.mp4', "odd/ä b+c&d=e%20f'(g)!*~.mp4"])(
    'of %s is accepted, with name and type',
    async (key) => {
      const href = await presigner.presignGet({
        key,
        expiresSeconds: 60,
        downloadName: 'Über die See + mehr.mp4',
        contentType: 'video/mp4',
      });
      const url = new URL(href);
      expect(decodeURIComponent(url.pathname)).toBe(`/media/${key}`);
      expect(url.searchParams.get('response-content-type')).toBe('video/mp4');
      expect(url.searchParams.get('response-content-disposition')).toContain(
        "filename*=UTF-8''%C3%9Cber%20die%20See%20%2B%20mehr.mp4",
      );
      expect(url.search).not.toContain('+');
      expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe('host');
      expect(serverSignature('GET', url, {})).toBe(url.searchParams.get('X-Amz-Signature'));
    },
  );

  test('knows an endpoint with a path and a port', async () => {
    const local = createPresigner({
      endpoint: 'http://127.0.0.1:8787/cdn-cgi/local/r2/s3/media',
      accessKeyId: 'AKLOCAL',
      secretAccessKey: SECRET,
    });
    const url = new URL(await local.presignGet({ key: 'a/b.mp4', expiresSeconds: 60 }));
    expect(url.origin + url.pathname).toBe('http://127.0.0.1:8787/cdn-cgi/local/r2/s3/media/a/b.mp4');
    expect(serverSignature('GET', url, {})).toBe(url.searchParams.get('X-Amz-Signature'));
  });
});
