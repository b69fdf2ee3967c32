import { MediaFailure } from '#container/media-failure.ts';
import type { WorkContext } from '#container/work/context.ts';
import { runTool } from './run.ts';

/** What of a job's surroundings it takes to ask fontconfig. */
type Surroundings = Pick<WorkContext, 'folder' | 'limits' | 'tools'>;

/** Read once: fonts come with the image. */
let offered: Promise<ReadonlySet<string> | null> | undefined;

/**
 * Refuses to burn in captions whose fonts are not there: FFmpeg would draw boxes, or letters of another style, and say
 * nothing. Where fontconfig's `fc-list` is missing, nothing is known and nothing refused.
 *
 * @param script ASS, of which the families are read that its styles and `\fn` tags name
 */
export async function requireCaptionFonts(script: string, context: Surroundings): Promise<void> {
  offered ??= offeredFamilies(context);
  const families = await offered;
  const missing = familiesOf(script).filter(
    (family) => !GENERIC.has(family) && families?.has(family) === false,
  );
  if (missing.length === 0) return;
  throw new MediaFailure(
    'internal',
    `The media service lacks fonts for these captions: ${missing.join(', ')} (Debian: fonts-noto-core, fonts-noto-cjk).`,
  );
}

/** Fontconfig finds something for these wherever there is any font. */
const GENERIC: ReadonlySet<string> = new Set(['Sans', 'Serif', 'Monospace']);

/** Every family that a script names, once each. */
export function familiesOf(script: string): string[] {
  const styles = [...script.matchAll(/^Style: [^,]*,([^,]*),/gmu)];
  const tags = [...script.matchAll(/\\fn([^\\}]+)/gu)];
  return [...new Set([...styles, ...tags].map(([, family = '']) => family.trim()))];
}

async function offeredFamilies({ folder, limits, tools }: Surroundings): Promise<ReadonlySet<string> | null> {
  const names: string[] = [];
  const run = runTool({
    program: 'fc-list',
    args: [':', 'family'],
    guard: tools.guard,
    limits,
    folder,
    // Not the job's: the answer is for all later ones, too.
    signal: new AbortController().signal,
    timeoutSeconds: 30,
    // A font with names in several languages has them on one line.
    onLine: (line) => names.push(...line.split(',').map((name) => name.trim())),
  });
  const listed = await run.then(
    ({ exitCode }) => exitCode === 0,
    (error: unknown) => {
      if (error instanceof MediaFailure) return false;
      throw error;
    },
  );
  return listed ? new Set(names) : null;
}
