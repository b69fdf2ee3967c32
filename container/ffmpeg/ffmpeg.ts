import type { WorkContext } from '#container/work/context.ts';
import { refuseUnnamedInputs, withBoundThreads } from './arguments/house-rules.ts';
import { explain } from './complaints.ts';
import { type RunOutcome, runTool } from './run.ts';

/** A state of FFmpeg's `-progress` report. */
export interface FfmpegProgress {
  frames: number;
  /** Seconds of output so far. */
  seconds: number;
}

export interface FfmpegRun {
  args: readonly string[];
  timeoutSeconds: number;
  onProgress?: (progress: FfmpegProgress) => void;
  /** Takes each line that FFmpeg says on stderr. */
  onComplaint?: (line: string) => void;
}

const FIXED_ARGUMENTS = ['-nostdin', '-hide_banner', '-v', 'error', '-y', '-progress', 'pipe:1'];

/** Runs FFmpeg in the job's folder; answers its last progress. Throws what {@link explain} makes of a failure. */
export async function runFfmpeg(context: WorkContext, run: FfmpegRun): Promise<FfmpegProgress> {
  refuseUnnamedInputs(run.args);
  const last: FfmpegProgress = { frames: 0, seconds: 0 };
  const outcome: RunOutcome = await runTool({
    program: context.tools.ffmpeg,
    args: [...FIXED_ARGUMENTS, ...withBoundThreads(run.args, context.tools.threads)],
    guard: context.tools.guard,
    limits: context.limits,
    folder: context.folder,
    signal: context.signal,
    timeoutSeconds: run.timeoutSeconds,
    onComplaint: run.onComplaint,
    onLine: (line) => {
      readProgressLine(line, last);
      if (line.startsWith('progress=')) run.onProgress?.({ ...last });
    },
  });
  if (outcome.exitCode !== 0) throw explain(outcome);
  return last;
}

function readProgressLine(line: string, into: FfmpegProgress): void {
  const [key, value] = line.split('=', 2);
  const figure = Number(value);
  // "N/A" stands there until the first packet was written.
  if (Number.isNaN(figure)) return;
  if (key === 'frame') into.frames = figure;
  if (key === 'out_time_us') into.seconds = Math.max(0, figure / 1e6);
}
