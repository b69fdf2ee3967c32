import { execa } from 'execa';

/** What one run of FFmpeg took: seconds on the clock and of the processor, and the most memory, in MiB. */
export interface Cost {
  readonly wall: number;
  readonly cpu: number;
  readonly peak: number;
}

/** Runs FFmpeg in a folder and answers what it took by its own account. Throws where it fails. */
export async function costOfFfmpeg(folder: string, args: readonly string[]): Promise<Cost> {
  const began = performance.now();
  const { stderr } = await execa(
    'ffmpeg',
    ['-nostdin', '-nostats', '-hide_banner', '-y', '-benchmark', ...args],
    { cwd: folder },
  );
  return { wall: (performance.now() - began) / 1000, ...readBenchmark(stderr) };
}

/** Reads what `-benchmark` says at the end. Throws where it does not. */
export function readBenchmark(log: string): { cpu: number; peak: number } {
  const [, user, system] = /bench: utime=([\d.]+)s stime=([\d.]+)s/.exec(log) ?? [];
  const [, kilobytes] = /bench: maxrss=(\d+)ki?B/i.exec(log) ?? [];
  const figures = { cpu: Number(user) + Number(system), peak: Number(kilobytes) / 1024 };
  if (!Number.isFinite(figures.cpu + figures.peak)) throw new Error('FFmpeg did not say what it took');
  return figures;
}

/** One after the other: their times add up, the most memory is that of the largest. */
export function together(costs: readonly Cost[]): Cost {
  return costs.reduce(
    (sum, { wall, cpu, peak }) => ({
      wall: sum.wall + wall,
      cpu: sum.cpu + cpu,
      peak: Math.max(sum.peak, peak),
    }),
    { wall: 0, cpu: 0, peak: 0 },
  );
}
