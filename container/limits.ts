import { z } from 'zod';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
const count = z.coerce.number().int().positive();

/** Variables that bound a job; README.md tells what each of them is for. */
const Limits = z
  .object({
    MEDIA_MAX_INPUT_BYTES: count.default(2 * GIB),
    MEDIA_MAX_OUTPUT_BYTES: count.default(4 * GIB),
    MEDIA_MAX_WORK_BYTES: count.default(6 * GIB),
    MEDIA_MAX_MEMORY_BYTES: count.min(64 * MIB).default(1.5 * GIB),
    MEDIA_MAX_CPU_SECONDS: count.default(3600),
    MEDIA_MAX_JOB_SECONDS: count.default(2 * 3600),
    MEDIA_MAX_DURATION_SECONDS: count.default(4 * 3600),
    MEDIA_MAX_PIXELS: count.max(100_000_000).default(100_000_000),
    MEDIA_MAX_STREAMS: count.max(100).default(32),
    MEDIA_TRANSFER_TIMEOUT_SECONDS: count.default(600),
  })
  .transform((env) => ({
    maxInputBytes: env.MEDIA_MAX_INPUT_BYTES,
    maxOutputBytes: env.MEDIA_MAX_OUTPUT_BYTES,
    maxWorkBytes: env.MEDIA_MAX_WORK_BYTES,
    maxMemoryBytes: env.MEDIA_MAX_MEMORY_BYTES,
    maxCpuSeconds: env.MEDIA_MAX_CPU_SECONDS,
    maxJobSeconds: env.MEDIA_MAX_JOB_SECONDS,
    maxDurationSeconds: env.MEDIA_MAX_DURATION_SECONDS,
    maxPixels: env.MEDIA_MAX_PIXELS,
    maxStreams: env.MEDIA_MAX_STREAMS,
    transferTimeoutSeconds: env.MEDIA_TRANSFER_TIMEOUT_SECONDS,
  }));

/**
 * What bounds one job: its inputs each, every file that a program writes, its folder with all of that, the memory and
 * processor time of one program, the job from its start to its end, and what a file may hold.
 * Sizes in bytes, times in seconds.
 */
export type MediaLimits = z.infer<typeof Limits>;

/** Reads the limits. Throws a `ZodError` that names every wrong variable. */
export function readLimits(environment: Record<string, string | undefined>): MediaLimits {
  return Limits.parse(environment);
}

/** A size for people. */
export function sizeInWords(bytes: number): string {
  const [amount, unit] =
    bytes < MIB ? [bytes / 1024, 'KiB'] : bytes < 2 * GIB ? [bytes / MIB, 'MiB'] : [bytes / GIB, 'GiB'];
  return `${amount >= 10 ? Math.round(amount) : Math.round(amount * 10) / 10} ${unit}`;
}

/** A length of time for people, in its largest fitting unit. */
export function spanInWords(seconds: number): string {
  if (seconds < 120) return seconds === 1 ? 'a second' : `${Math.round(seconds)} seconds`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} minutes`;
  return `${Math.round(seconds / 360) / 10} hours`;
}
