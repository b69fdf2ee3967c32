import type { BenchTable } from '../contract.ts';
import { median, sum, summarize } from '../stats.ts';
import type { CriticalPath } from './critical-path.ts';
import type { LastChain, StepParts } from './last-chain.ts';

/** One run with all its times, in milliseconds. */
export interface MeasuredRun {
  readonly wallMs: number;
  readonly path: CriticalPath;
  readonly chain: LastChain;
  readonly recordsLagMs: number;
}

type Share = readonly [name: string, of: (run: MeasuredRun) => number];

const inSteps = (...names: readonly (keyof StepParts)[]): Share[1] => {
  return ({ chain }) => sum(chain.steps.flatMap(({ parts }) => names.map((name) => parts[name])));
};

/** What the wall time is made of. The shares of one run add up to its wall time, exactly. */
export const SHARES: readonly Share[] = [
  ['simulated services: the critical path', ({ path }) => path.total],
  ['the scene that really came last had shorter ones', (run) => inSteps('simulated')(run) - run.path.total],
  ['request, and the song probed', ({ chain }) => chain.beginMs],
  ['queue: effect committed to task claimed', inSteps('queue')],
  ['object and adapter: claimed to call accepted', inSteps('callOut')],
  ['webhook and object: service finished to settled', inSteps('callBack')],
  ['the simulators themselves, beyond their latency', inSteps('simulatorExtra')],
  ['transfers: outputs into the bucket', inSteps('transfer')],
  ['media: waiting for a core', inSteps('mediaWait')],
  ['media: last segment, then film and poster', inSteps('mediaWork')],
  ['media: jobs handed over, ends heard', inSteps('mediaHandOver')],
  ['object to client: last task ended to heard', ({ chain }) => chain.endMs],
];

/** Where the time of the runs went: by room, and by task of the chain that ended last. Seconds. */
export function pipelineTables(runs: readonly MeasuredRun[]): BenchTable[] {
  const paths = runs.map(({ path }) => path.total);
  const row = (name: string, times: readonly number[]) => {
    const { min, max } = summarize(times);
    const share = (100 * median(times)) / median(paths);
    return [name, seconds(median(times)), `${seconds(min)} – ${seconds(max)}`, `${share.toFixed(1)} %`];
  };
  return [
    {
      title: 'Where the wall time goes, in seconds: medians',
      head: ['part', 'median', 'min – max', 'of the path'],
      rows: [
        ...SHARES.map(([name, of]) => row(name, runs.map(of))),
        row(
          'wall time',
          runs.map(({ wallMs }) => wallMs),
        ),
        row(
          'records: Postgres behind the end (beside the path)',
          runs.map(({ recordsLagMs }) => recordsLagMs),
        ),
      ],
    },
    stepTable(runs),
  ];
}

const COLUMNS: readonly (readonly [head: string, part: keyof StepParts])[] = [
  ['queue', 'queue'],
  ['call out', 'callOut'],
  ['simulated', 'simulated'],
  ['extra', 'simulatorExtra'],
  ['back', 'callBack'],
  ['transfer', 'transfer'],
  ['m. wait', 'mediaWait'],
  ['m. work', 'mediaWork'],
  ['m. over', 'mediaHandOver'],
];

function stepTable(runs: readonly MeasuredRun[]): BenchTable {
  const places = runs[0]?.chain.steps.length ?? 0;
  return {
    title: 'The chain that ended last, task by task, in seconds: medians',
    head: ['task', ...COLUMNS.map(([head]) => head)],
    rows: Array.from({ length: places }, (_, place) => {
      const names = new Set(runs.map(({ chain }) => chain.steps[place]?.name ?? ''));
      const cells = COLUMNS.map(([, part]) => {
        const time = median(runs.map(({ chain }) => chain.steps[place]?.parts[part] ?? 0));
        return time === 0 ? '' : (time / 1000).toFixed(2);
      });
      return [[...names].join(' or '), ...cells];
    }),
  };
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(2);
