import fc from 'fast-check';
import { expect, it } from 'vitest';
import { heldBytes, readPart } from './byte-source.ts';

it('bytes in chunks are those of the chunks put together, wherever they are read', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 5 })),
      fc.nat(40),
      fc.nat(40),
      async (chunks, from, length) => {
        const whole = Buffer.concat(chunks);
        const source = heldBytes(chunks);
        expect(source.size).toBe(whole.length);
        expect(await readPart(source, from, from + length)).toEqual(whole.subarray(from, from + length));
      },
    ),
  );
});
