import type { BenchReport, BenchTable, Goal } from '../contract.ts';
import { median, sum } from '../stats.ts';
import type { Measured, Spent } from './measure-films.ts';

const JOIN = 'join, encoding the song / floor';
const JOIN_READY = 'join, song ready / floor';
const RECUT_SECONDS = 'one scene changed (s)';
const RECUT = 'one scene changed / one graph';
const CONFORM = 'conforming all clips / one graph (processor s)';
const PEAK = 'peak memory of any job (MiB)';
const LIKENESS = 'loss of SSIM, ours / one graph';
const SIZE = 'file size, ours / one graph';

export const GOALS: readonly Goal[] = [
  { label: JOIN, relation: '≤', limit: 1.3 },
  { label: JOIN_READY, relation: '≤', limit: 0.3 },
  { label: RECUT_SECONDS, relation: '≤', limit: 3 },
  { label: RECUT, relation: '≤', limit: 0.08 },
  { label: CONFORM, relation: '≤', limit: 1 },
  { label: PEAK, relation: '≤', limit: 400 },
  { label: LIKENESS, relation: '≤', limit: 1.02 },
  { label: SIZE, relation: '≤', limit: 1.1 },
];

/** Each run's figure over that of the same run; where the other ran less often, over its median. */
export function ratios(ours: readonly number[], theirs: readonly number[]): number[] {
  const middle = median(theirs);
  return ours.map(
    (figure, run) => figure / (theirs.length === ours.length ? (theirs[run] ?? middle) : middle),
  );
}

const walls = (list: readonly Spent[]) => list.map(({ wall }) => wall);
const cpus = (list: readonly Spent[]) => list.map(({ cpu }) => cpu);

export function filmReport(measured: Measured): BenchReport {
  const { floor, joinEncoding, joinCopying, recut, conformAll, oneGraph, similarity, sizes } = measured;
  return {
    samples: {
      [JOIN]: ratios(walls(joinEncoding), walls(floor)),
      [JOIN_READY]: ratios(walls(joinCopying), walls(floor)),
      [RECUT_SECONDS]: walls(recut),
      [RECUT]: ratios(walls(recut), walls(oneGraph)),
      [CONFORM]: ratios(cpus(conformAll), cpus(oneGraph)),
      [PEAK]: [Math.max(...measured.peaks.map(({ peak }) => peak))],
      [LIKENESS]: [(1 - similarity.ours) / (1 - similarity.oneGraph)],
      [SIZE]: [sizes.ours / sizes.oneGraph],
    },
    tables: [waysTable(measured), memoryTable(measured), qualityTable(measured)],
    notes: notesOf(measured),
  };
}

function waysTable(measured: Measured): BenchTable {
  const ways: readonly (readonly [string, readonly (Spent & { peak?: number })[]])[] = [
    ['floor: segments copied, song encoded', measured.floor],
    ['ours: join, encoding the song', measured.joinEncoding],
    ['ours: join, song ready', measured.joinCopying],
    ['ours: one scene changed, joined anew', measured.recut],
    ['ours: all clips conformed', measured.conformAll],
    ['ours: all seams', measured.seamsAll],
    ['ours: song made ready, once', measured.encodeSong],
    ['one graph that encodes everything', measured.oneGraph],
    ['clips made alike one by one, then joined', measured.normalised],
  ];
  const rows = ways.map(([name, costs]) => {
    const peaks = costs.flatMap(({ peak }) => peak ?? []);
    return [
      name,
      median(walls(costs)).toFixed(2),
      median(cpus(costs)).toFixed(2),
      peaks.length > 0 ? Math.max(...peaks).toFixed(0) : '–',
      String(costs.length),
    ];
  });
  if (measured.moviePy !== null) rows.push(['MoviePy', measured.moviePy.toFixed(2), '–', '–', '1']);
  return {
    title: 'Ways to the film',
    head: ['way', 'clock (s)', 'processor (s)', 'peak (MiB)', 'runs'],
    rows,
  };
}

function memoryTable({ peaks }: Measured): BenchTable {
  return {
    title: 'Memory of the programs of one job',
    head: ['job', 'peak (MiB)'],
    rows: peaks.map(({ job, peak }) => [job, peak.toFixed(0)]),
  };
}

function qualityTable({ similarity, sizes }: Measured): BenchTable {
  const row = (name: string, ssim: number, bytes: number) => [
    name,
    ssim.toFixed(5),
    (bytes / 1e6).toFixed(1),
  ];
  return {
    title: 'Likeness to the clips',
    head: ['film', 'SSIM', 'megabytes'],
    rows: [row('ours', similarity.ours, sizes.ours), row('one graph', similarity.oneGraph, sizes.oneGraph)],
  };
}

function notesOf({ loads, oneGraph, recut, moviePy }: Measured): string[] {
  const mean = sum(loads) / loads.length;
  return [
    `What encodes the whole film ran ${oneGraph.length} times, the rest ${recut.length} times, in turn.`,
    'SSIM is that of the frames outside seams with the clips as they are, brought to rate and size. A loss up to 2 % larger counts as the same.',
    `Load before each run: ${loads.map((load) => load.toFixed(1)).join(', ')} (mean ${mean.toFixed(1)}).`,
    ...(moviePy === null ? ['MoviePy is not installed here and was left out.'] : []),
  ];
}
