/**
 * A stack in a process of its own, as `npm run dev` is one, so that a test can kill it as a whole.
 *
 * `node dev/e2e/stack-process.ts STATE_DIR SETTINGS`, settings as JSON. Prints one JSON line once it is ready, and ends
 * when its standard input does, so that nothing is left of a test that was killed itself.
 */
import { z } from 'zod';
import { startStack } from '#dev/stack/start-stack.ts';

const Settings = z.object({
  simulatorEnv: z.record(z.string(), z.string()),
  vars: z.record(z.string(), z.string()),
});

const [stateDir = '', settings = '{}'] = process.argv.slice(2);
const stack = await startStack({
  stateDir,
  ...Settings.parse(JSON.parse(settings)),
  quiet: true,
  withoutDocker: true,
});
const { apiUrl, apiKey, simulatorUrl, pids } = stack;
console.log(JSON.stringify({ apiUrl, apiKey, simulatorUrl, pids }));
const stop = () => stack.stop().then(() => process.exit());
process.stdin.resume().once('end', stop).once('error', stop);
