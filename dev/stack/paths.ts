import { fileURLToPath } from 'node:url';

/** The repository's root, without a final slash. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** Where `npm run dev` and `npm run demo` keep their state. */
export const DEV_STATE = `${ROOT}/.omvee`;
