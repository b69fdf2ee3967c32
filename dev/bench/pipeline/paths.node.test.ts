import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskKind } from '#contracts/entities/index.ts';
import { sum } from '../stats.ts';
import { criticalPath } from './critical-path.ts';
import type { RunFacts, TaskFacts } from './facts.ts';
import { lastChain } from './last-chain.ts';
import { SHARES } from './pipeline-report.ts';

/** Latencies in seconds; `ready` is when the scene's segment is there. */
interface SceneWish {
  prompts: string;
  image: number;
  clip: number;
}

function task(
  id: string,
  work: TaskKind,
  sceneId: string | null,
  latency: number | null,
  [startedAt, endedAt]: readonly [number, number] = [0, 1],
): TaskFacts {
  const call = latency === null ? null : { createdAt: startedAt, endedAt, latencyMs: latency };
  return { id, work, sceneId, startedAt, endedAt, call, media: null };
}

function factsOf(prompts: Record<string, number>, scenes: Record<string, SceneWish>) {
  return {
    tasks: [
      task('t', 'transcribe', null, 8),
      task('a', 'analyze-scenes', null, 10),
      ...Object.entries(prompts).map(([id, latency]) => task(id, 'write-prompts', null, latency)),
      ...Object.entries(scenes).flatMap(([id, { image, clip }]) => [
        task(`i${id}`, 'create-image', id, image),
        task(`c${id}`, 'create-clip', id, clip),
      ]),
    ],
    promptsTaskOf: new Map(Object.entries(scenes).map(([id, scene]) => [id, scene.prompts])),
  };
}

describe('the critical path', () => {
  it.each([
    {
      what: 'is the only chain there is',
      prompts: { p: 9 },
      scenes: { s1: { prompts: 'p', image: 3, clip: 40 } },
      path: { sceneId: 's1', total: 70 },
    },
    {
      what: 'goes through the slowest clip',
      prompts: { p: 9 },
      scenes: { s1: { prompts: 'p', image: 3, clip: 40 }, s2: { prompts: 'p', image: 2, clip: 70 } },
      path: { sceneId: 's2', total: 99 },
    },
    {
      what: 'adds up one scene, and not the slowest of each stage',
      prompts: { p: 5, q: 12 },
      scenes: {
        s1: { prompts: 'p', image: 3, clip: 70 },
        s2: { prompts: 'q', image: 6, clip: 40 },
      },
      path: { sceneId: 's1', total: 96 },
    },
    {
      what: 'goes through slow prompts where they outweigh the clip',
      prompts: { p: 5, q: 40 },
      scenes: {
        s1: { prompts: 'p', image: 3, clip: 50 },
        s2: { prompts: 'q', image: 3, clip: 40 },
      },
      path: { sceneId: 's2', total: 101 },
    },
  ])('$what', ({ prompts, scenes, path }) => {
    expect(criticalPath(factsOf(prompts, scenes))).toMatchObject(path);
  });

  it('is refused where a scene was made twice, or never', () => {
    const facts = factsOf({ p: 9 }, { s1: { prompts: 'p', image: 3, clip: 40 } });
    const twice = { ...facts, tasks: [...facts.tasks, task('again', 'create-clip', 's1', 1)] };
    const never = { ...facts, tasks: facts.tasks.filter(({ work }) => work !== 'create-image') };
    const unwritten = { ...facts, promptsTaskOf: new Map([['s1', 'nobody']]) };
    for (const wrong of [twice, never, unwritten]) expect(() => criticalPath(wrong)).toThrow();
  });
});

const CHAIN: readonly TaskKind[] = [
  'create-image',
  'store-image',
  'create-clip',
  'store-clip',
  'conform-clip',
];
const PAID: readonly TaskKind[] = [
  'transcribe',
  'analyze-scenes',
  'write-prompts',
  'create-image',
  'create-clip',
];
const MEDIA: readonly TaskKind[] = ['conform-clip', 'assemble-film'];

/** A run in which every task waits a while, then works a while; pauses in milliseconds. */
const anyRun: fc.Arbitrary<RunFacts> = fc
  .array(fc.tuple(fc.nat(999), fc.integer({ min: 4, max: 9999 })), { minLength: 40, maxLength: 40 })
  .map((pauses) => {
    let next = 0;
    const make = (id: string, work: TaskKind, sceneId: string | null, dueAt: number): TaskFacts => {
      const [wait = 0, length = 4] = pauses[next++] ?? [];
      const [startedAt, endedAt] = [dueAt + wait, dueAt + wait + length];
      const quarter = Math.floor(length / 4);
      const call = PAID.includes(work)
        ? { createdAt: startedAt + quarter, endedAt: endedAt - quarter, latencyMs: quarter }
        : null;
      const media = MEDIA.includes(work) ? { queuedMs: quarter, workedMs: quarter } : null;
      return { id, work, sceneId, startedAt, endedAt, call, media };
    };
    const begunAt = 500;
    const heard = make('t', 'transcribe', null, begunAt);
    const planned = make('a', 'analyze-scenes', null, heard.endedAt);
    const written = make('p', 'write-prompts', null, planned.endedAt);
    const scenes = ['s1', 's2', 's3'].flatMap((sceneId) => {
      let dueAt = written.endedAt;
      return CHAIN.map((work) => {
        const made = make(`${work} ${sceneId}`, work, sceneId, dueAt);
        dueAt = made.endedAt;
        return made;
      });
    });
    const film = make('f', 'assemble-film', null, Math.max(...scenes.map(({ endedAt }) => endedAt)));
    return {
      askedAt: 0,
      begunAt,
      heardAt: film.endedAt + 7,
      tasks: [heard, planned, written, ...scenes, film],
      promptsTaskOf: new Map(['s1', 's2', 's3'].map((sceneId) => [sceneId, 'p'])),
    };
  });

describe('the chain that ended last', () => {
  it('is made of parts that add up to the wall time, whatever the times', () => {
    fc.assert(
      fc.property(anyRun, (facts) => {
        const run = {
          wallMs: facts.heardAt - facts.askedAt,
          path: criticalPath(facts),
          chain: lastChain(facts),
          recordsLagMs: 0,
        };
        expect(sum(SHARES.map(([, of]) => of(run)))).toBe(run.wallMs);
      }),
    );
  });

  it('has no negative part but that its own latencies may be shorter than the critical path', () => {
    fc.assert(
      fc.property(anyRun, (facts) => {
        const chain = lastChain(facts);
        const parts = chain.steps.flatMap((step) => Object.values(step.parts));
        expect(Math.min(chain.beginMs, chain.endMs, ...parts)).toBeGreaterThanOrEqual(0);
        const simulated = sum(chain.steps.map((step) => step.parts.simulated));
        expect(simulated).toBeLessThanOrEqual(criticalPath(facts).total);
      }),
    );
  });
});
