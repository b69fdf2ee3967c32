import { join } from 'node:path';
import { MadeHere } from '#container/files/made-here.ts';
import { readSettings } from '#container/settings.ts';
import type { WorkContext } from '#container/work/context.ts';

/** The surroundings of a job in this folder, with the usual limits and room for anything. */
export function workContext(folder: string): WorkContext {
  const { limits, tools } = readSettings({ MEDIA_CONCURRENCY: '2' });
  const room = { take: () => undefined, giveBack: () => undefined };
  const made = new MadeHere(join(folder, 'made'), 0);
  return { folder, limits, tools, room, made, signal: new AbortController().signal, report: () => undefined };
}
