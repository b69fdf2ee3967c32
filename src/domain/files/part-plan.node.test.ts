import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partBytesFor, partsOf } from './part-plan.ts';

const MEBIBYTE = 1024 ** 2;
/** R2's largest object. */
const LARGEST = 5 * 1024 ** 4;

describe('the parts of a large file', () => {
  it('keep to the limits of storage and add up to the file, whatever its size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LARGEST }), (sizeBytes) => {
        const partBytes = partBytesFor(sizeBytes);
        const parts = partsOf(sizeBytes, partBytes);
        expect(partBytes).toBeGreaterThanOrEqual(5 * MEBIBYTE);
        expect(parts.length).toBeLessThanOrEqual(10_000);
        expect(parts.reduce((sum, part) => sum + part.sizeBytes, 0)).toBe(sizeBytes);
        expect(parts.every(({ partNumber }, index) => partNumber === index + 1)).toBe(true);
        expect(new Set(parts.slice(0, -1).map((part) => part.sizeBytes)).size).toBeLessThanOrEqual(1);
        const last = parts.at(-1)?.sizeBytes ?? 0;
        expect(last > 0 && last <= partBytes).toBe(true);
      }),
      { numRuns: 60, examples: [[16 * MEBIBYTE], [16 * MEBIBYTE + 1], [LARGEST]] },
    );
  });
});
