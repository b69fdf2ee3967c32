import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentDisposition } from './content-disposition.ts';

test.each([
  ['film.mp4', `attachment; filename="film.mp4"; filename*=UTF-8''film.mp4`],
  ['Über die See.mp4', `attachment; filename="Uber die See.mp4"; filename*=UTF-8''%C3%9Cber%20die%20See.mp4`],
  ['海.mp4', `attachment; filename="_.mp4"; filename*=UTF-8''%E6%B5%B7.mp4`],
  [
    "it's (100%); ok!.mp4",
    `attachment; filename="it's (100_)_ ok!.mp4"; filename*=UTF-8''it%27s%20%28100%25%29%3B%20ok%21.mp4`,
  ],
  [
    '../a"b\r\nSet-Cookie: x\\.mp4',
    `attachment; filename="abSet-Cookie x.mp4"; filename*=UTF-8''abSet-Cookie%20x.mp4`,
  ],
  ['evil\u202E4pm.exe', `attachment; filename="evil4pm.exe"; filename*=UTF-8''evil4pm.exe`],
  [
    'a＂b／c；d.mp4',
    `attachment; filename="a_b_c_d.mp4"; filename*=UTF-8''a%EF%BC%82b%EF%BC%8Fc%EF%BC%9Bd.mp4`,
  ],
  ['', `attachment; filename="download"; filename*=UTF-8''download`],
  ['\u064B', `attachment; filename="download"; filename*=UTF-8''%D9%8B`],
  ['...', `attachment; filename="download"; filename*=UTF-8''download`],
])('%j', (name, header) => {
  expect(contentDisposition(name)).toBe(header);
});

// Any UTF-16, halves of surrogate pairs too.
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

test('is a header of one safe line for every name', () => {
  fc.assert(
    fc.property(anyText, (name) => {
      expect(contentDisposition(name)).toMatch(
        /^attachment; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]+"; filename\*=UTF-8''[A-Za-z0-9._~%-]+$/,
      );
    }),
  );
});
