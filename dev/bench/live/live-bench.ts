import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchReport, Goal } from '../contract.ts';
import { median, sum } from '../stats.ts';
import { makeFilm } from '../workerd/film.ts';
import { startWorld } from '../workerd/world.ts';
import { type Deliveries, deliver } from './deliveries.ts';
import { launchRivals } from './launch-rivals.ts';
import type { Subscriber } from './subscriber.ts';
import { WAY_NAMES, type WayName, type Ways, waysOf } from './ways.ts';

const SCENES = 36;
/** Clients at the same time, and events of one turn. */
const CROWDS = [
  { clients: 1, events: 40 },
  { clients: 100, events: 20 },
  { clients: 1000, events: 8 },
] as const;
const RIVALS = [
  { name: 'fastapi', limit: 0.6 },
  { name: 'node', limit: 1.5 },
] as const;
/** What the table shows beside what is judged. */
const SHOWN = [...RIVALS.map(({ name }) => name), 'fastapiLogged', 'nodeLogged', 'bare'] as const;
const LOST: Goal = { label: 'lost of our events', relation: '≤', limit: 0 };

const labelOf = (rival: WayName, clients: number) => `ours / ${rival} at ${clients}`;

/** What one run found for a crowd. */
type Round = Readonly<Record<WayName, Deliveries>>;
interface Crowd {
  readonly clients: number;
  readonly rounds: readonly Round[];
}

/** From an event to its clients: a command through the API, beside what others build with Redis. */
export const liveBench: Bench = {
  name: 'live',
  summary:
    'Event to client (p50) over FastAPI + Redis + SSE and over Node + Redis + SSE, by number of clients',
  goals: [
    ...CROWDS.flatMap(({ clients }) =>
      RIVALS.map(({ name, limit }): Goal => ({ label: labelOf(name, clients), relation: '≤', limit })),
    ),
    LOST,
  ],

  async run({ runs, say }) {
    const folder = await mkdtemp(join(tmpdir(), 'omvee-live-'));
    const rivals = await launchRivals(folder);
    try {
      say('starting the Worker on workerd');
      const world = await startWorld();
      try {
        const ways = await waysOf(
          { api: world.port('api'), bare: world.port('tell') },
          await makeFilm(world, SCENES),
          rivals,
        );
        const crowds: Crowd[] = [];
        for (const { clients, events } of CROWDS) {
          crowds.push({ clients, rounds: await measure(ways, clients, events, runs, say) });
        }
        return report(crowds);
      } finally {
        await world.stop();
      }
    } finally {
      await rivals.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measure(
  ways: Ways,
  clients: number,
  events: number,
  runs: number,
  say: (text: string) => void,
): Promise<Round[]> {
  const opened: Subscriber[] = [];
  const crowd = async (name: WayName): Promise<Subscriber[]> => {
    const own: Subscriber[] = [];
    // A few at a time: a queue of connections has an end.
    while (own.length < clients) {
      const group = Math.min(50, clients - own.length);
      own.push(...(await Promise.all(Array.from({ length: group }, () => ways[name].subscribe()))));
    }
    opened.push(...own);
    return own;
  };
  try {
    const crowds = new Map<WayName, Subscriber[]>();
    for (const name of WAY_NAMES) crowds.set(name, await crowd(name));
    const turn = async (order: readonly WayName[]): Promise<Round> => {
      const found = new Map<WayName, Deliveries>();
      for (const name of order) found.set(name, await deliver(ways[name], crowds.get(name) ?? [], events));
      // The order names every way once.
      return Object.fromEntries(found) as unknown as Round;
    };
    say(`${clients} clients: warming up`);
    await turn(WAY_NAMES);
    const rounds: Round[] = [];
    for (let run = 1; run <= runs; run += 1) {
      const round = await turn(run % 2 === 0 ? WAY_NAMES : WAY_NAMES.toReversed());
      rounds.push(round);
      const ratios = RIVALS.map(({ name }) => `${(p50(round.ours) / p50(round[name])).toFixed(2)} × ${name}`);
      say(`${clients} clients, run ${run} of ${runs}: ${ratios.join(', ')}, lost ${round.ours.lost}`);
    }
    return rounds;
  } finally {
    for (const client of opened) client.close();
  }
}

const p50 = ({ times }: Deliveries): number => median(times);
const p95 = ({ times }: Deliveries): number => {
  const ordered = [...times].sort((a, b) => a - b);
  return ordered[Math.floor(ordered.length * 0.95)] ?? Number.NaN;
};

function report(crowds: readonly Crowd[]): BenchReport {
  const over = (
    { rounds }: Crowd,
    rival: WayName,
    pick: (found: Deliveries) => number,
    way: WayName = 'ours',
  ) => rounds.map((round) => pick(round[way]) / pick(round[rival]));
  const text = (ratios: readonly number[]) => median(ratios).toFixed(2);
  const lostOf = ({ rounds }: Crowd, name: WayName) => sum(rounds.map((round) => round[name].lost));
  const runs = crowds[0]?.rounds.map((_, run) => run) ?? [];
  return {
    samples: {
      ...Object.fromEntries(
        crowds.flatMap((crowd) =>
          RIVALS.map(({ name }) => [labelOf(name, crowd.clients), over(crowd, name, p50)]),
        ),
      ),
      // One lost event in any run is too many, which a median would hide.
      [LOST.label]: runs.map(() => sum(crowds.map((crowd) => lostOf(crowd, 'ours')))),
    },
    tables: [
      {
        title: 'Ours over theirs: medians of the runs',
        head: ['clients', 'rival', 'p50', 'p95', 'to the last client (p50)', 'lost: ours, theirs'],
        rows: crowds.flatMap((crowd) =>
          SHOWN.map((name) => [
            String(crowd.clients),
            name,
            text(over(crowd, name, p50)),
            text(over(crowd, name, p95)),
            text(over(crowd, name, ({ last }) => median(last))),
            `${lostOf(crowd, 'ours')}, ${lostOf(crowd, name)}`,
          ]),
        ),
      },
      {
        title: 'The bare object over theirs',
        head: ['clients', 'rival', 'p50', 'p95'],
        rows: crowds.flatMap((crowd) =>
          RIVALS.map(({ name }) => [
            String(crowd.clients),
            name,
            text(over(crowd, name, p50, 'bare')),
            text(over(crowd, name, p95, 'bare')),
          ]),
        ),
      },
    ],
    notes: [
      'Ours is a command through the API: checked, reduced, written to SQLite on disk with its event, then sent.',
      'The rivals publish a ready event of the same size through Redis, which writes nothing down; each has one subscription and hands on in memory.',
      'The bare object writes a ready event into its one row and sends it: nothing on this platform takes less.',
      'Of those that are logged, Redis adds the event to a stream and has it on disk (appendfsync always) before anybody hears of it, as ours is; they are shown and not judged.',
    ],
  };
}
