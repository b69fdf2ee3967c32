import { describe, expect, it } from 'vitest';
import { readReply, requestBytes } from './connection.ts';

const read = (text: string) => readReply(Buffer.from(text));

describe('an answer', () => {
  it.each([
    {
      what: 'with a length',
      text: 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}',
      status: 200,
      body: '{}',
    },
    {
      what: 'in chunks',
      text: 'HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
      status: 201,
      body: '2\r\n{}\r\n0\r\n\r\n',
    },
    {
      what: 'without a body',
      text: 'HTTP/1.1 204 No Content\r\nVary: Origin\r\n\r\n',
      status: 204,
      body: '',
    },
  ])('$what is whole only with its last byte', ({ text, status, body }) => {
    const reply = read(text);
    expect({ status: reply?.status, body: reply?.body.toString() }).toEqual({ status, body });
    for (let length = 0; length < text.length; length += 1) expect(read(text.slice(0, length))).toBeNull();
  });

  it('that tells no length is refused, since nobody could say when it ends', () => {
    expect(() => read('HTTP/1.1 200 OK\r\n\r\n{}')).toThrow('without a length');
  });
});

it('a request says how many bytes its body has', () => {
  const text = requestBytes({ method: 'POST', path: '/thing', body: { text: 'é' } }).toString();
  expect(text).toMatch(/^POST \/thing HTTP\/1\.1\r\n/);
  expect(text).toContain('content-length: 13\r\n');
  expect(text.endsWith('\r\n\r\n{"text":"é"}')).toBe(true);
});
