import type { Bench } from '../contract.ts';
import { median, sum } from '../stats.ts';
import { type WholeRun, wholeRun } from './whole-run.ts';

const FEW = 36;
const MANY = 200;
/** Runs of the small project per run of the large one, so that both are clocked for a similar time. */
const REPEATS = 20;
const GROWTH = `time per event at ${MANY} scenes / at ${FEW}`;

/**
 * How the time of one event grows with the project. An event that looks at everything once costs 200 / 36 = 5.6
 * times as much; one that looks at everything for every scene would cost 31 times as much.
 */
export const reduceBench: Bench = {
  name: 'reduce',
  summary: `The engine alone: how one event's time grows from ${FEW} to ${MANY} scenes (in proportion: 5.6)`,
  goals: [{ label: GROWTH, relation: '≤', limit: 8 }],

  async run({ runs, say }) {
    // The first round is the compiler's.
    say('warming up');
    measure();
    const rounds = Array.from({ length: runs }, (_, index) => {
      const round = measure();
      say(`run ${index + 1} of ${runs}: ${micro(round.few)} and ${micro(round.many)} µs per event`);
      return round;
    });
    const row = (scenes: number, events: number, times: readonly number[]) => [
      String(scenes),
      String(events),
      micro(median(times)),
      `${micro(Math.min(...times))} – ${micro(Math.max(...times))}`,
      String(Math.round((median(times) * events) / 1000)),
    ];
    const [first] = rounds;
    return {
      samples: { [GROWTH]: rounds.map(({ few, many }) => many / few) },
      tables: [
        {
          title: 'A whole run through the reducer',
          head: ['scenes', 'events', 'µs per event', 'min – max', 'ms per run'],
          rows: [
            row(
              FEW,
              first?.fewEvents ?? 0,
              rounds.map(({ few }) => few),
            ),
            row(
              MANY,
              first?.manyEvents ?? 0,
              rounds.map(({ many }) => many),
            ),
          ],
        },
      ],
      notes: [],
    };
  },
};

/** Both sizes side by side. Times in microseconds per event. */
function measure(): { few: number; many: number; fewEvents: number; manyEvents: number } {
  const many = wholeRun(MANY);
  const small = Array.from({ length: REPEATS }, () => wholeRun(FEW));
  return {
    few: perEvent(small),
    many: perEvent([many]),
    fewEvents: small[0]?.events ?? 0,
    manyEvents: many.events,
  };
}

function perEvent(done: readonly WholeRun[]): number {
  return (sum(done.map(({ milliseconds }) => milliseconds)) * 1000) / sum(done.map(({ events }) => events));
}

const micro = (microseconds: number): string => microseconds.toFixed(0);
