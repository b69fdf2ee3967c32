/** `npm run demo`: a song goes in, a film comes out, through the public API of a stack on this machine. */
import pc from 'picocolors';
import { createApi } from '#dev/client/api-client.ts';
import { ApiProblem } from '#dev/client/api-problem.ts';
import { ensureFfmpeg } from '#dev/setup/ensure-ffmpeg.ts';
import { DEV_STATE, ROOT } from '#dev/stack/paths.ts';
import { findRunningStack } from '#dev/stack/running-stack.ts';
import { startStack } from '#dev/stack/start-stack.ts';
import { type DemoOptions, readArguments, Usage } from './arguments.ts';
import { makeFilm } from './make-film.ts';
import { createProgress } from './progress.ts';
import { describeFailures, describeFilm } from './report.ts';
import { saveFilm } from './save.ts';

interface UsedStack {
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly simulated: readonly string[];
  readonly stop: () => Promise<void>;
}

/** The stack of `npm run dev` where it runs, else one of our own for as long as this takes. */
async function useStack(): Promise<UsedStack> {
  const running = await findRunningStack(DEV_STATE);
  if (running !== null) {
    console.log(pc.dim(`Using the stack that runs at ${running.apiUrl}.`));
    // An ordered exit brings the terminal's cursor back. A stack of our own sees to that itself.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
    return { ...running, stop: async () => {} };
  }
  console.log(pc.dim('Starting the local stack …'));
  return startStack({
    stateDir: DEV_STATE,
    port: 8787,
    variablesFile: `${ROOT}/.dev.vars`,
    serverUrl: process.env.LOCAL_DATABASE_URL,
    onExit(reason) {
      console.error(pc.red(reason.message));
      process.exit(1);
    },
  });
}

async function run(options: DemoOptions): Promise<number> {
  await ensureFfmpeg();
  const stack = await useStack();
  try {
    console.log(describeProviders(stack.simulated));
    const started = performance.now();
    const api = createApi({ baseUrl: stack.apiUrl, key: stack.apiKey });
    const progress = createProgress(process.stdout);
    process.once('exit', () => progress.stop());
    const made = await makeFilm(api, options, progress).finally(() => progress.stop());
    if (made.film === null || made.run.status !== 'succeeded') console.error(`\n${describeFailures(made)}`);
    if (made.film === null) return 1;
    const saved = await saveFilm(api, { ...made, film: made.film }, options.out);
    console.log(`\n${describeFilm(made, saved, (performance.now() - started) / 1000)}`);
    return made.run.status === 'succeeded' && made.film.qc?.passed !== false ? 0 : 1;
  } finally {
    await stack.stop();
  }
}

function describeProviders(simulated: readonly string[]): string {
  const all = ['Replicate', 'OpenAI', 'OpenRouter'];
  const real = all.filter((name) => !simulated.includes(name));
  if (simulated.length === 0) return `Providers: ${real.join(', ')}, for real money.`;
  const rest = real.length === 0 ? '' : ` ${real.join(' and ')} are real and cost money.`;
  return `Providers: simulators on this machine answer for ${simulated.join(', ')} (put keys into .dev.vars for the real ones).${rest}`;
}

try {
  // npm changes to the repository's folder; paths are meant from where the command was given.
  process.exitCode = await run(readArguments(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd()));
} catch (error) {
  if (error instanceof Usage && error.isHelp) {
    console.log(error.message);
  } else {
    const isForPeople = error instanceof Usage || error instanceof ApiProblem;
    console.error(isForPeople ? error.message : error instanceof Error ? error.message : String(error));
    process.exitCode = error instanceof Usage ? 2 : 1;
  }
}
