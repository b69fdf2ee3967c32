import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchTable } from '../contract.ts';
import { median, sum } from '../stats.ts';
import { KINDS, makeBenchSong } from './catalogue.ts';
import { type Score, scoreOf } from './score.ts';
import { type Cost, measureCost } from './speed.ts';
import { analyzeOurs, hearByAubio, heardByOurs } from './trackers.ts';

const RATE = 44_100;
/** Songs of the seeds 1 to 8 were used to make the engine; these never were. */
const FIRST_SEED = 1001;
const TIMED_SECONDS = 180;

const ACCURACY_1 = 'steady songs with the right tempo (accuracy 1)';
const ACCURACY_2 = 'steady songs with the right tempo or an octave of it (accuracy 2)';
const BEATS = 'beat F-measure';
const BEATLESS = 'songs without a beat that are called so';
const SECONDS = `processor seconds for ${TIMED_SECONDS / 60} minutes of song`;

/** One kind of song in one run, heard by both. */
interface Row {
  readonly kind: string;
  readonly seed: number;
  readonly ours: Score;
  readonly aubio: Score;
}

/** How well songs are heard whose truth is known because they were made, by our engine and by aubio. */
export const songBench: Bench = {
  name: 'song',
  summary: `Tempo, beats and bars of ${Object.keys(KINDS).length} synthetic songs a run, heard by our engine and by aubio`,
  goals: [
    { label: ACCURACY_1, relation: '≥', limit: 0.9 },
    { label: ACCURACY_2, relation: '≥', limit: 0.97 },
    { label: BEATS, relation: '≥', limit: 0.9 },
    { label: BEATLESS, relation: '≥', limit: 1 },
    { label: SECONDS, relation: '≤', limit: 5 },
  ],

  async run({ runs, say }) {
    const folder = await mkdtemp(join(tmpdir(), 'omvee-bench-song-'));
    try {
      const rounds: Row[][] = [];
      const costs: Cost[] = [];
      for (let run = 0; run < runs; run += 1) {
        rounds.push(await hearAll(FIRST_SEED + run, folder));
        costs.push(await timeOne(FIRST_SEED + run, folder));
        say(`run ${run + 1} of ${runs}: ${summaryOf(rounds.at(-1) ?? [])}`);
      }
      const all = rounds.flat();
      const each = (figure: (scores: readonly Score[]) => number) =>
        rounds.map((rows) => figure(rows.map(({ ours }) => ours)));
      return {
        samples: {
          [ACCURACY_1]: each((scores) => shareOf(scores, 'accuracy1')),
          [ACCURACY_2]: each((scores) => shareOf(scores, 'accuracy2')),
          [BEATS]: each((scores) => meanOf(scores, 'beats')),
          // None may be missed, in whatever run: a median would hide it.
          [BEATLESS]: rounds.map(() =>
            shareOf(
              all.map(({ ours }) => ours),
              'calledBeatless',
            ),
          ),
          [SECONDS]: costs.map(({ decode, analyze }) => decode + analyze),
        },
        tables: [sideBySide(all), byKind(all), costTable(costs)],
        notes: [
          'Accuracy counts songs of one tempo; the F-measure (±70 ms, nothing left out) those that change it, too.',
          'aubio has no answer for "no beat": it is counted as one where it tracks nothing at all.',
        ],
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function hearAll(seed: number, folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const kind of Object.keys(KINDS)) {
    const song = await makeBenchSong(kind, seed, RATE);
    const ours = scoreOf(song.truth, heardByOurs(await analyzeOurs(song, folder)));
    rows.push({ kind, seed, ours, aubio: scoreOf(song.truth, await hearByAubio(song)) });
  }
  return rows;
}

/** Three minutes: a song played again and again. */
async function timeOne(seed: number, folder: string): Promise<Cost> {
  const song = await makeBenchSong('rock-vocals', seed, RATE);
  const pcm = Float32Array.from(
    { length: TIMED_SECONDS * song.rate },
    (_, i) => song.pcm[i % song.pcm.length] ?? 0,
  );
  return measureCost({ ...song, pcm }, folder);
}

type Flag = 'accuracy1' | 'accuracy2' | 'calledBeatless';
type Figure = 'beats' | 'downbeats' | 'error';

function shareOf(scores: readonly Score[], flag: Flag): number {
  const judged = scores.map((score) => score[flag]).filter((value) => value !== null);
  return judged.filter(Boolean).length / judged.length;
}

function meanOf(scores: readonly Score[], figure: Figure): number {
  const judged = scores.map((score) => score[figure]).filter((value) => value !== null);
  return sum(judged) / judged.length;
}

const percent = (share: number) => (Number.isNaN(share) ? '–' : `${(share * 100).toFixed(1)} %`);

function summaryOf(rows: readonly Row[]): string {
  const ours = rows.map((row) => row.ours);
  return `accuracy 1 ${percent(shareOf(ours, 'accuracy1'))}, beats ${percent(meanOf(ours, 'beats'))}`;
}

function sideBySide(rows: readonly Row[]): BenchTable {
  const figures = (scores: readonly Score[]) => [
    percent(shareOf(scores, 'accuracy1')),
    percent(shareOf(scores, 'accuracy2')),
    percent(meanOf(scores, 'beats')),
    percent(meanOf(scores, 'downbeats')),
    percent(shareOf(scores, 'calledBeatless')),
    `${(median(scores.flatMap(({ error }) => error ?? [])) * 1000).toFixed(1)} ms`,
  ];
  return {
    title: `${rows.length} songs`,
    head: ['engine', 'accuracy 1', 'accuracy 2', 'beats F', 'downbeats F', 'no beat', 'beats are off by'],
    rows: [
      ['ours', ...figures(rows.map(({ ours }) => ours))],
      ['aubio', ...figures(rows.map(({ aubio }) => aubio))],
    ],
  };
}

function byKind(rows: readonly Row[]): BenchTable {
  const cells = (scores: readonly Score[]) =>
    scores.every(({ beats }) => beats === null)
      ? ['–', '–', percent(shareOf(scores, 'calledBeatless'))]
      : [percent(shareOf(scores, 'accuracy1')), percent(meanOf(scores, 'beats')), '–'];
  return {
    title: 'By kind of song',
    head: ['kind', 'ours: accuracy 1', 'beats F', 'no beat', 'aubio: accuracy 1', 'beats F', 'no beat'],
    rows: Object.keys(KINDS).map((kind) => {
      const own = rows.filter((row) => row.kind === kind);
      return [kind, ...cells(own.map(({ ours }) => ours)), ...cells(own.map(({ aubio }) => aubio))];
    }),
  };
}

function costTable(costs: readonly Cost[]): BenchTable {
  return {
    title: `${TIMED_SECONDS} s of song`,
    head: ['run', 'decoding (processor s)', 'analysing (processor s)', 'times real time', 'on the clock (s)'],
    rows: costs.map(({ decode, analyze, wall }, run) => [
      String(run + 1),
      decode.toFixed(2),
      analyze.toFixed(2),
      (TIMED_SECONDS / (decode + analyze)).toFixed(0),
      wall.toFixed(2),
    ]),
  };
}
