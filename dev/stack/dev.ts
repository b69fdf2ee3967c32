/** `npm run dev`: leaves the whole stack running and says where it is. */
import { relative } from 'node:path';
import pc from 'picocolors';
import { ensureFfmpeg } from '#dev/setup/ensure-ffmpeg.ts';
import { DEV_STATE, ROOT } from './paths.ts';
import { type Stack, startStack } from './start-stack.ts';

function panel(stack: Stack): string {
  const here = (path: string) => relative(process.cwd(), path) || '.';
  const rows = [
    ['API', stack.apiUrl],
    ['Docs', stack.docsUrl],
    ['API key', stack.apiKey],
    ['Providers', describeProviders(stack.simulated)],
    ['FFmpeg', stack.mediaInContainer ? 'in a container' : 'as a process'],
    ['Database', stack.databaseServer ?? 'PGlite, in the state below'],
    ['State', `${here(DEV_STATE)} (kept; delete it to begin anew)`],
    ['Logs', `${here(stack.logsDir)}/*.log`],
  ] as const;
  const width = Math.max(...rows.map(([, value]) => value.length)) + 14;
  const line = '─'.repeat(width);
  const body = rows.map(([name, value]) => {
    const gap = ' '.repeat(width - 13 - value.length);
    return `│ ${pc.dim(name.padEnd(10))}  ${pc.cyan(value)}${gap}│`;
  });
  const title = `│ ${pc.bold('OMVEE')} is ready${' '.repeat(width - 15)}│`;
  const hint = pc.dim(`Try  curl -H 'Authorization: Bearer ${stack.apiKey}' ${stack.apiUrl}/api/projects`);
  return [`╭${line}╮`, title, `├${line}┤`, ...body, `╰${line}╯`, hint, pc.dim('Ctrl-C stops it.')].join('\n');
}

function describeProviders(simulated: readonly string[]): string {
  if (simulated.length === 0) return 'all real, for real money';
  const names = simulated.join(', ');
  return simulated.length === 3 ? `${names}: simulated here` : `${names}: simulated here, the rest is real`;
}

try {
  await ensureFfmpeg();
  console.log(pc.dim('Starting the local stack …'));
  const stack = await startStack({
    stateDir: DEV_STATE,
    port: 8787,
    variablesFile: `${ROOT}/.dev.vars`,
    serverUrl: process.env.LOCAL_DATABASE_URL,
    onExit(reason) {
      console.error(pc.red(reason.message));
      process.exit(1);
    },
  });
  console.log(panel(stack));
} catch (error) {
  console.error(pc.red(error instanceof Error ? error.message : String(error)));
  process.exitCode = 1;
}
