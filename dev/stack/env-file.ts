import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

export type Variables = Readonly<Record<string, string>>;

/** The variables of a `.dev.vars` file; none where there is no file. Empty ones count as absent. */
export function readVariables(file: string): Variables {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
  return Object.fromEntries(
    Object.entries(parseEnv(text)).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}

/**
 * A file for `wrangler dev --env-file`, which keeps secrets off the command line. Its reader replaces `$NAME` also
 * within single quotes, so dollars are escaped.
 *
 * @throws Error for a value that the format cannot carry
 */
export function formatVariables(variables: Variables): string {
  return Object.entries(variables)
    .map(([name, value]) => {
      if (/['\n\r]/.test(value)) {
        throw new Error(`The variable ${name} may hold neither a single quote nor a line break.`);
      }
      return `${name}='${value.replaceAll('$', '\\$')}'\n`;
    })
    .join('');
}
