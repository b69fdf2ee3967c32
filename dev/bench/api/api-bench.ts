import type { Bench, BenchReport, Goal } from '../contract.ts';
import { median, sum } from '../stats.ts';
import { makeFilm } from '../workerd/film.ts';
import { CONNECTIONS, load } from '../workerd/load.ts';
import { startWorld } from '../workerd/world.ts';
import { TARGET_NAMES, type TargetName, type Targets, targetsOf } from './targets.ts';

const SCENES = 36;
/** Turns of one run; every second goes the other way round, so that drift cancels. */
const TURNS = 4;

const atMost = (of: TargetName, floor: TargetName, limit: number) => ({
  goal: { label: `${of} / ${floor}`, relation: '≤', limit } satisfies Goal,
  of,
  floor,
});

/** What each of our requests may take of the time of a Worker that does only what cannot be left out. */
const CLAIMS = [
  atMost('project', 'read', 1.5),
  atMost('jobs', 'read', 1.5),
  atMost('scenes', 'read', 1.5),
  atMost('patch', 'write', 1.5),
  atMost('approve', 'write', 1.5),
];

/** What one run found of a target. */
interface Found {
  readonly p50: number;
  readonly p95: number;
  readonly perSecond: number;
}
type Round = Readonly<Record<TargetName, Found>>;

/** The deployed Worker on workerd itself, beside Workers in the same process that do next to nothing. */
export const apiBench: Bench = {
  name: 'api',
  summary: `Requests to a project of ${SCENES} scenes, over the bare object call under them (p50, ${CONNECTIONS} connections)`,
  goals: CLAIMS.map(({ goal }) => goal),

  async run({ runs, say }) {
    say('starting the Worker on workerd');
    const world = await startWorld();
    try {
      const film = await makeFilm(world, SCENES);
      const targets = targetsOf(world, film);
      say('warming up');
      await measure(targets);
      const rounds: Round[] = [];
      for (let run = 1; run <= runs; run += 1) {
        const round = await measure(targets);
        rounds.push(round);
        const ratios = CLAIMS.map(({ goal, of, floor }) => `${goal.label} ${ratio(round, of, floor)}`);
        say(`run ${run} of ${runs}: ${ratios.join(', ')}`);
      }
      return report(rounds);
    } finally {
      await world.stop();
    }
  },
};

const ratio = (round: Round, of: TargetName, floor: TargetName) =>
  (round[of].p50 / round[floor].p50).toFixed(2);

async function measure(targets: Targets): Promise<Round> {
  const times = new Map<TargetName, number[]>(TARGET_NAMES.map((name) => [name, []]));
  const rates = new Map<TargetName, number[]>(TARGET_NAMES.map((name) => [name, []]));
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const name of turn % 2 === 0 ? TARGET_NAMES : TARGET_NAMES.toReversed()) {
      const one = await load(targets[name], targets[name].count);
      times.get(name)?.push(...one.times);
      rates.get(name)?.push(one.perSecond);
    }
  }
  const found = TARGET_NAMES.map((name): [TargetName, Found] => {
    const ordered = (times.get(name) ?? []).sort((a, b) => a - b);
    const p95 = ordered[Math.floor(ordered.length * 0.95)] ?? Number.NaN;
    const perSecond = TURNS / sum((rates.get(name) ?? []).map((rate) => 1 / rate));
    return [name, { p50: median(ordered), p95, perSecond }];
  });
  // One entry per name of the list, which is all of the keys.
  return Object.fromEntries(found) as Round;
}

const WHAT: Readonly<Record<TargetName, string>> = {
  empty: 'a handler that answers at once',
  hono: 'bare Hono, GET',
  openapi: 'zod-openapi, POST',
  read: 'object call',
  write: 'object call with one SQLite write',
  project: 'GET the project',
  jobs: 'GET its jobs',
  scenes: 'GET its scenes',
  patch: 'PATCH its title',
  approve: 'PUT one approval',
};

function report(rounds: readonly Round[]): BenchReport {
  const over = (of: TargetName, floor: TargetName, pick: (found: Found) => number) =>
    median(rounds.map((round) => pick(round[of]) / pick(round[floor]))).toFixed(2);
  const floorOf = (name: TargetName) => CLAIMS.find(({ of }) => of === name)?.floor ?? 'empty';
  return {
    samples: Object.fromEntries(
      CLAIMS.map(({ goal, of, floor }) => [
        goal.label,
        rounds.map((round) => round[of].p50 / round[floor].p50),
      ]),
    ),
    tables: [
      {
        title: 'Side by side: medians of the runs',
        head: ['name', 'is', 'over', 'p50 ratio', 'p95 ratio', 'per second / empty'],
        rows: TARGET_NAMES.map((name) => [
          name,
          WHAT[name],
          floorOf(name),
          over(name, floorOf(name), ({ p50 }) => p50),
          over(name, floorOf(name), ({ p95 }) => p95),
          over(name, 'empty', ({ perSecond }) => perSecond),
        ]),
      },
    ],
    notes: [
      'Everything runs in one workerd process without a proxy before it; objects keep their rows in SQLite on disk.',
      'The floors answer with a few bytes; the API answers with what it always does.',
    ],
  };
}
