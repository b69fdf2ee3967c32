import { sizeInWords, spanInWords } from '#container/limits.ts';
import { MediaFailure } from '#container/media-failure.ts';
import { MAX_STREAMS } from './arguments/input.ts';
import type { ProgramLimits } from './guard.ts';
import type { RunOutcome } from './run.ts';

/** With which FFmpeg ends after any signal that it handles; SIGXCPU is one of them (fftools/ffmpeg.c). */
const FFMPEG_SIGNALED = 255;

/**
 * The limit that the system enforced on a program; undefined where it ended for another reason.
 *
 * @param atMostCpuSeconds What it cannot have used more of, so that another's signal is not taken for the limit's.
 */
export function failureOfLimit(
  { exitCode, endedBy }: Pick<RunOutcome, 'exitCode' | 'endedBy'>,
  limits: ProgramLimits,
  atMostCpuSeconds: number,
): MediaFailure | undefined {
  if (endedBy === 'SIGXFSZ') return tooMuchOutput(limits.maxOutputBytes);
  const mayBeCpu = endedBy === 'SIGKILL' || exitCode === FFMPEG_SIGNALED;
  if (endedBy === 'SIGXCPU' || (mayBeCpu && atMostCpuSeconds >= limits.maxCpuSeconds)) {
    return new MediaFailure(
      'timeout',
      `The work took more than ${spanInWords(limits.maxCpuSeconds)} of processor time. Send something shorter or smaller.`,
    );
  }
  return undefined;
}

export function tooMuchOutput(maxBytes: number): MediaFailure {
  const message = `The result would be larger than ${sizeInWords(maxBytes)}. Ask for a smaller picture, or a shorter film.`;
  return new MediaFailure('input-too-large', message);
}

/** Programs end by these of their own fault, and would again. */
const CRASHES: ReadonlySet<NodeJS.Signals> = new Set(['SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGABRT']);

/** What the end by a signal means that no limit of ours stands for. */
export function failureOfSignal({ endedBy }: Pick<RunOutcome, 'endedBy'>): MediaFailure {
  if (endedBy !== null && CRASHES.has(endedBy)) {
    return new MediaFailure('input-unreadable', 'The media program broke on this file. Export it anew.');
  }
  return new MediaFailure('internal', 'The media program was killed, perhaps for want of memory.');
}

/** Said where a program was refused memory. With a limit, a repeat would be refused as well. */
export function tooMuchMemory(memoryBytes: number | undefined): MediaFailure {
  return memoryBytes === undefined
    ? new MediaFailure('internal', 'The media service ran out of memory.')
    : new MediaFailure(
        'input-too-large',
        `The file needs more than ${sizeInWords(memoryBytes)} of memory. Send one with fewer pixels and smaller tags.`,
      );
}

/** Each costs a decoder. @param count How many there are, where they were counted. */
export function tooManyStreams(most = MAX_STREAMS, count?: number): MediaFailure {
  const has = count === undefined ? `more than ${most} tracks` : `${count} tracks; at most ${most} are read`;
  const message = `The file has ${has}. Export it with one picture track and one sound track.`;
  return new MediaFailure('input-too-large', message);
}
