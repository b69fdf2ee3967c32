import { availableParallelism, tmpdir } from 'node:os';
import { z } from 'zod';
import { findGuard, type Guard, GuardWish } from './ffmpeg/guard.ts';
import { type MediaLimits, readLimits } from './limits.ts';

export type { MediaLimits } from './limits.ts';

const count = z.coerce.number().int().positive();

/** The environment that the service reads; an empty variable counts as absent. Limits are in `limits.ts`. */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  MEDIA_WORK_DIR: z.string().default(tmpdir()),
  MEDIA_CONCURRENCY: count.default(() => availableParallelism()),
  MEDIA_KEEP_BYTES: z.coerce
    .number()
    .int()
    .nonnegative()
    .default(2 * 1024 ** 3),
  MEDIA_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]+=*$/, 'must be whsec_ and base64')
    .optional(),
  MEDIA_TOKEN: z.string().min(1).optional(),
  MEDIA_GUARD: GuardWish.default('auto'),
  FFMPEG_PATH: z.string().default('ffmpeg'),
  FFPROBE_PATH: z.string().default('ffprobe'),
});

/** More would cost an encoder more memory than they gain. */
const MOST_THREADS = 2;
/** Of a job that has the cores to itself: one more, or a core would wait while decoder, filters and encoder wait for each other. */
const MOST_LONE_THREADS = MOST_THREADS + 1;

/** The programs that do the work. */
export interface MediaTools {
  ffmpeg: string;
  ffprobe: string;
  /** Threads that one encoder may use, so that all jobs together do not ask for more than the cores. */
  threads: number;
  /** Threads for a job that begins alone: the cores are its own. The same as `threads` for all others. */
  loneThreads: number;
  /** What has the system bound them. */
  guard: Guard;
}

export interface Settings {
  port: number;
  host: string;
  workDirectory: string;
  concurrency: number;
  /** Of files that were made, for the next jobs. */
  keepBytes: number;
  webhookSecret: string | undefined;
  token: string | undefined;
  limits: MediaLimits;
  tools: MediaTools;
}

/**
 * Reads the settings. Throws a `ZodError` that names every wrong variable, an `Error` where a guard is required and
 * the system has none.
 */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const env = Environment.parse(given);
  return {
    port: env.PORT,
    host: env.HOST,
    workDirectory: env.MEDIA_WORK_DIR,
    concurrency: env.MEDIA_CONCURRENCY,
    keepBytes: env.MEDIA_KEEP_BYTES,
    webhookSecret: env.MEDIA_WEBHOOK_SECRET,
    token: env.MEDIA_TOKEN,
    limits: readLimits(given),
    tools: {
      ffmpeg: env.FFMPEG_PATH,
      ffprobe: env.FFPROBE_PATH,
      threads: Math.min(
        MOST_THREADS,
        Math.max(1, Math.floor(availableParallelism() / env.MEDIA_CONCURRENCY)),
      ),
      loneThreads: availableParallelism() === 1 ? 1 : MOST_LONE_THREADS,
      guard: findGuard(env.MEDIA_GUARD),
    },
  };
}
