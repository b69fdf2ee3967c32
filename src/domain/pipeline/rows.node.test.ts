import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Rows } from './rows.ts';

const id = fc.integer({ min: 0, max: 99 }).map(String);
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ set: id }) },
  { weight: 1, arbitrary: fc.record({ remove: id }) },
  { weight: 4, arbitrary: fc.constant({ copy: true }) },
);

it('rows are what a map would be after any changes, and no version changes with a later one', () => {
  fc.assert(
    fc.property(
      fc.array(id, { maxLength: 80 }),
      fc.array(step, { minLength: 1, maxLength: 200 }),
      (first, steps) => {
        let map = new Map(first.map((each, row) => [each, -row]));
        let rows = Rows.of(new Map(map));
        const versions: { rows: Rows<number>; map: Map<string, number> }[] = [];
        for (const [row, each] of steps.entries()) {
          if ('set' in each) {
            map.set(each.set, row);
            rows.set(each.set, row);
          } else if ('remove' in each) {
            expect(rows.delete(each.remove)).toBe(map.delete(each.remove));
          } else {
            versions.push({ rows, map });
            [rows, map] = [rows.copy(), new Map(map)];
          }
        }
        for (const version of [...versions, { rows, map }]) {
          expect([...version.rows]).toEqual([...version.map]);
          expect([...version.rows.values()]).toEqual([...version.map.values()]);
          expect([...version.rows.keys()]).toEqual([...version.map.keys()]);
          expect(version.rows.size).toBe(version.map.size);
          for (let each = 0; each < 100; each += 1) {
            expect(version.rows.get(String(each))).toBe(version.map.get(String(each)));
            expect(version.rows.has(String(each))).toBe(version.map.has(String(each)));
          }
          const seen: [string, number][] = [];
          version.rows.forEach((row, name) => {
            seen.push([name, row]);
          });
          expect(seen).toEqual([...version.map]);
        }
      },
    ),
    { numRuns: 200 },
  );
});
