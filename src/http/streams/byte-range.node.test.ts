import { expect, it } from 'vitest';
import { byteRange, bytesWithin } from './byte-range.ts';

it.each([
  ['bytes=0-0', { offset: 0, length: 1 }],
  ['bytes=10-19', { offset: 10, length: 10 }],
  ['bytes=90-', { offset: 90, length: 10 }],
  ['bytes=90-200', { offset: 90, length: 10 }],
  ['bytes=-5', { offset: 95, length: 5 }],
  ['bytes=-500', { offset: 0, length: 100 }],
  ['bytes=100-', null],
  ['bytes=100-120', null],
  ['bytes=-0', null],
])('%s of 100 bytes is %j', (header, expected) => {
  const range = byteRange(header);
  if (!range) throw new Error('this is a range');
  expect(bytesWithin(range, 100)).toEqual(expected);
});

it.each([undefined, '', 'bytes=-', 'bytes=5-1', 'bytes=0-1,4-5', 'items=0-1', 'bytes=a-b', 'bytes=1'])(
  '%s is no range, so that the whole file is sent',
  (header) => {
    expect(byteRange(header)).toBeNull();
  },
);
