import { describe, expect, it } from 'vitest';
import { createFaults, Fault } from './faults.ts';

const SLOW = Fault.parse({ latencyMs: 5 });

describe('a fault', () => {
  it.each([
    ['until it is cleared', {}, [true, true, true, true]],
    ['for two requests', { times: 2 }, [true, true, false, false]],
    ['for 25 ms', { forMs: 25 }, [true, true, true, false]],
    ['for what ends first', { forMs: 25, times: 1 }, [true, false, false, false]],
  ])('lasts %s', (_name, limits, expected) => {
    let now = 0;
    const faults = createFaults(() => now);
    faults.set({ ...SLOW, ...limits });
    const seen = expected.map(() => {
      const fault = faults.take();
      now += 10;
      return fault !== null;
    });
    expect(seen).toEqual(expected);
    faults.set(null);
    expect(faults.take()).toBeNull();
  });

  it('cannot both do the work and refuse it', () => {
    expect(Fault.safeParse({ mode: 'down', resetAfterCommit: true }).success).toBe(false);
  });
});
