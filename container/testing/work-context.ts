import { readSettings } from '#container/settings.ts';
import type { WorkContext } from '#container/work/context.ts';

/** The surroundings of a job in this folder, with the usual limits and room for anything. */
export function workContext(folder: string): WorkContext {
  const { limits, tools } = readSettings({ MEDIA_CONCURRENCY: '2' });
  const room = { take: () => undefined, giveBack: () => undefined };
  return { folder, limits, tools, room, signal: new AbortController().signal, report: () => undefined };
}
