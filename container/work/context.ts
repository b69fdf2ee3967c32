import type { FolderRoom } from '#container/files/folder-room.ts';
import type { MadeHere } from '#container/files/made-here.ts';
import type { MediaLimits, MediaTools } from '#container/settings.ts';

/** What a piece of work is given besides its spec. */
export interface WorkContext {
  /** The job's own folder; tools run in it and name its files without a path. Removed when the job ends. */
  folder: string;
  /** Aborted when the job is canceled or the service stops; the reason may be a `MediaFailure`. */
  signal: AbortSignal;
  limits: MediaLimits;
  /** The room that is left in the folder. */
  room: Pick<FolderRoom, 'take' | 'giveBack'>;
  tools: MediaTools;
  made: MadeHere;
  /** Takes the job's progress, 0 to 1. */
  report(fraction: number): void;
}

/** A reporter for one step, which takes the step's own 0 to 1 and reports it as `from` to `to` of the job. */
export function stepOf(context: WorkContext, from: number, to: number): (fraction: number) => void {
  return (fraction) => context.report(from + (to - from) * Math.min(1, Math.max(0, fraction)));
}
