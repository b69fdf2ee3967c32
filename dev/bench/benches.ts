import { apiBench } from './api/api-bench.ts';
import type { Bench } from './contract.ts';
import { filmBench } from './film/film-bench.ts';
import { liveBench } from './live/live-bench.ts';
import { pipelineBench } from './pipeline/pipeline-bench.ts';
import { planBench } from './plan/plan-bench.ts';
import { recordsBench } from './records/records-bench.ts';
import { reduceBench } from './reduce/reduce-bench.ts';
import { songBench } from './song/song-bench.ts';

/** Every bench there is, in the order of the list. */
export const BENCHES: readonly Bench[] = [
  reduceBench,
  planBench,
  recordsBench,
  pipelineBench,
  apiBench,
  liveBench,
  songBench,
  filmBench,
];
