import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '#dev/client/api-client.ts';
import { ROOT } from '#dev/stack/paths.ts';
import { type Stack, startStack } from '#dev/stack/start-stack.ts';
import type { Bench, BenchReport } from '../contract.ts';
import { collectFacts } from './collect.ts';
import { criticalPath } from './critical-path.ts';
import { checkFilm } from './film-check.ts';
import { lastChain } from './last-chain.ts';
import { setLatencies } from './ledger.ts';
import { type MeasuredRun, pipelineTables } from './pipeline-report.ts';
import { recordsLag } from './records-lag.ts';
import { REAL_LATENCIES, SCENES, SHORT_LATENCIES, SONG_SECONDS } from './settings.ts';
import { makeSong, SHORT_SONG } from './song.ts';
import { walk } from './walk.ts';

/** Pictures and clips that the simulators draw once and hand out in turn, so that drawing takes no core from a run. */
const POOL = join(ROOT, 'node_modules/.cache/omvee-pool');

const OVER_PATH = 'wall time / critical path';

/** How much longer a whole run takes than the services that it waits for. */
export const pipelineBench: Bench = {
  name: 'pipeline',
  summary: `A whole run of ${SCENES} scenes over its critical path of simulated latencies (some 13 minutes)`,
  goals: [{ label: OVER_PATH, relation: '≤', limit: 1.15 }],

  async run({ runs, say }) {
    const folder = mkdtempSync(join(tmpdir(), 'omvee-bench-'));
    // Also where somebody stops the bench.
    const remove = () => rmSync(folder, { recursive: true, force: true });
    process.once('exit', remove);
    const song = join(folder, 'song.mp3');
    say('making the song, starting the stack');
    await makeSong(SONG_SECONDS, song);
    const stack = await startStack({
      stateDir: join(folder, 'state'),
      simulatorEnv: { SIM_DRAW: 'pool', SIM_POOL_DIR: POOL },
      withoutDocker: true,
      quiet: true,
    });
    try {
      await warmUp(stack, say);
      const measured: MeasuredRun[] = [];
      for (let run = 1; run <= runs; run += 1) {
        const one = await measure(stack, song, join(folder, 'film.mp4'));
        measured.push(one);
        say(`run ${run} of ${runs}: ${describe(one)}`);
      }
      return report(measured);
    } finally {
      await stack.stop();
      remove();
      process.off('exit', remove);
    }
  },
};

async function warmUp(stack: Stack, say: (text: string) => void): Promise<void> {
  say('warming up with a short song');
  await setLatencies(stack.simulatorUrl, SHORT_LATENCIES);
  await walk(createApi({ baseUrl: stack.apiUrl, key: stack.apiKey }), SHORT_SONG, 4);
  await setLatencies(stack.simulatorUrl, REAL_LATENCIES);
}

async function measure(stack: Stack, song: string, film: string): Promise<MeasuredRun> {
  const api = createApi({ baseUrl: stack.apiUrl, key: stack.apiKey });
  const walked = await walk(api, song, SCENES);
  const recordsLagMs = await recordsLag(stack, walked.projectId, Date.parse(walked.run.endedAt ?? ''));
  const facts = await collectFacts(api, stack, walked);
  await checkFilm(api, walked.projectId, SCENES, film);
  return {
    wallMs: facts.heardAt - facts.askedAt,
    path: criticalPath(facts),
    chain: lastChain(facts),
    recordsLagMs,
  };
}

function describe({ wallMs, path }: MeasuredRun): string {
  const [wall, over] = [(wallMs / 1000).toFixed(1), (path.total / 1000).toFixed(1)];
  return `${wall} s over ${over} s: ${(wallMs / path.total).toFixed(3)}`;
}

function report(runs: readonly MeasuredRun[]): BenchReport {
  return {
    samples: { [OVER_PATH]: runs.map(({ wallMs, path }) => wallMs / path.total) },
    tables: pipelineTables(runs),
    notes: [
      'Every run succeeded at the first attempt of every task, and each film has exactly the frames of its song.',
      'The critical path is transcription + analysis + the longest of (prompts + image + clip) over the scenes, as simulated in that very run.',
    ],
  };
}
