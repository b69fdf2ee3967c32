import { expect, it } from 'vitest';
import { etagOfSigned } from './signed-etag.ts';

it('lets nobody keep URLs that are over: their ETag changes while they have half of their hour left', () => {
  const minute = 60_000;
  const tag = (at: number) => etagOfSigned('W/"7"', at);
  expect(tag(0)).toMatch(/^W\/"7\.\d+"$/);
  expect(tag(29 * minute)).toBe(tag(0));
  expect(tag(31 * minute)).not.toBe(tag(0));
  expect(etagOfSigned('W/"8"', 0)).not.toBe(tag(0));
});
