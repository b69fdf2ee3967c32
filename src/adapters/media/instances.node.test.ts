import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instanceCount, instanceOf } from './instances.ts';

const JOBS = 8_000;
const KINDS = ['conform-clip', 'assemble-film', 'probe-upload'] as const;
/** Ids as the pipeline makes them: one kind, tasks of one moment, first attempts. */
const jobs = Array.from({ length: JOBS }, (_, index) => {
  const tail = ((index * 2_654_435_761) % 2 ** 32).toString(16).padStart(12, '0');
  return `${KINDS[index % KINDS.length]}:0198c0de-1234-7000-8000-${tail}:1`;
});

const settings = readFileSync(join(import.meta.dirname, '../../../wrangler.toml'), 'utf8');

describe('the instance of a job', () => {
  it.each([2, 3, 4, 7])('is one of %i, each of them as often within a tenth', (count) => {
    const drawn = Map.groupBy(jobs, (job) => instanceOf(job, count));
    expect([...drawn.keys()].sort()).toEqual(Array.from({ length: count }, (_, index) => `media-${index}`));
    for (const [name, its] of drawn) {
      expect(Math.abs(its.length / (JOBS / count) - 1), name).toBeLessThan(0.1);
    }
  });

  it('is also even for ids that count up', () => {
    const drawn = Map.groupBy(
      Array.from({ length: 4_000 }, (_, index) => `job-${index}`),
      (job) => instanceOf(job, 4),
    );
    for (const [name, its] of drawn) expect(Math.abs(its.length / 1_000 - 1), name).toBeLessThan(0.1);
  });

  it('is always the same, and stays where it is when another comes', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 20 }),
        (job, count) => {
          const before = instanceOf(job, count);
          expect(instanceOf(job, count)).toBe(before);
          expect([before, `media-${count}`]).toContain(instanceOf(job, count + 1));
        },
      ),
    );
  });

  it('moves for a fifth of the jobs when four become five', () => {
    const moved = jobs.filter((job) => instanceOf(job, 4) !== instanceOf(job, 5));
    expect(Math.abs(moved.length / (JOBS / 5) - 1)).toBeLessThan(0.1);
  });
});

describe('the number of instances', () => {
  it.each([
    ['4', 4],
    ['1', 1],
    [undefined, 1],
    ['', 1],
    ['0', 1],
    ['many', 1],
  ])('%j is %i', (setting, count) => expect(instanceCount(setting)).toBe(count));

  it('that jobs are spread over is the number that may run', () => {
    const [, spread] = /^MEDIA_INSTANCES = "(\d+)"$/m.exec(settings) ?? [];
    const [, running] = /^max_instances = (\d+)$/m.exec(settings) ?? [];
    expect(spread).toBeDefined();
    expect(spread).toBe(running);
  });
});
