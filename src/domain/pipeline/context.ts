import type { TaskKind } from '#contracts/entities/index.ts';

/** Waiting times and limits of the engine, in seconds unless said otherwise. Configuration, not law. */
export interface Policy {
  /** How long a consumer may hold a task without a heartbeat before it counts as lost. */
  readonly leaseSeconds: number;
  /** A queued message that nobody claimed is sent again after this, doubling up to `resendCapSeconds`. */
  readonly resendSeconds: number;
  readonly resendCapSeconds: number;
  /** Follow-up of work done outside: first look, then doubling up to the cap. */
  readonly pollSeconds: number;
  readonly pollCapSeconds: number;
  /** How often a lost paid call is looked for before it counts as never made. */
  readonly searches: number;
  readonly searchSeconds: number;
  /** After so many refusals of a language model the planner without a model takes over. */
  readonly languageAttempts: number;
  /** Attempts in all, and attempts that the provider took on and failed. */
  readonly maxAttempts: number;
  readonly maxProviderFailures: number;
  /** Fewer attempts of work that others wait for and can do without. */
  readonly attemptsOf: Readonly<Partial<Record<TaskKind, number>>>;
  readonly backoffBaseSeconds: number;
  readonly backoffCapSeconds: number;
  /** Longest that one attempt may work outside. */
  readonly outsideSeconds: Readonly<Partial<Record<TaskKind, number>>>;
  /** Longest total time of an attempt that is looked for. */
  readonly unconfirmedSeconds: number;
  /** Longest song that is taken. */
  readonly maxSongSeconds: number;
  /** Largest files that are taken, by what they are for. In bytes. */
  readonly maxSongBytes: number;
  readonly maxImageBytes: number;
  readonly maxClipBytes: number;
  /** Most pixels that an uploaded picture, or one frame of an uploaded clip, may have. */
  readonly maxImagePixels: number;
  readonly maxClipPixels: number;
  readonly maxClipSeconds: number;
  /** A larger file is put part by part. In bytes. */
  readonly multipartBytes: number;
  /** An upload that was not completed is given up this long after it was last presigned. */
  readonly abandonUploadSeconds: number;
  /** How long a record that Postgres did not acknowledge waits before it is sent again. */
  readonly recordsResendSeconds: number;
}

export const DEFAULT_POLICY: Policy = {
  leaseSeconds: 45,
  resendSeconds: 20,
  resendCapSeconds: 900,
  pollSeconds: 10,
  pollCapSeconds: 60,
  searches: 3,
  searchSeconds: 3,
  languageAttempts: 4,
  maxAttempts: 10,
  maxProviderFailures: 3,
  attemptsOf: { 'analyze-song': 3 },
  backoffBaseSeconds: 1,
  backoffCapSeconds: 300,
  outsideSeconds: {
    'probe-upload': 300,
    'analyze-song': 300,
    'prepare-speech': 900,
    'film-audio': 900,
    'create-image': 600,
    'create-clip': 1800,
    'conform-clip': 900,
    'render-seam': 600,
    'assemble-film': 3600,
    'make-poster': 900,
    'make-rendition': 3600,
    'make-hls': 7200,
    'make-sheet': 900,
    'make-thumbnails': 900,
  },
  unconfirmedSeconds: 900,
  recordsResendSeconds: 30,
  maxSongSeconds: 1800,
  maxSongBytes: 500 * 1024 ** 2,
  maxImageBytes: 50 * 1024 ** 2,
  maxClipBytes: 1024 ** 3,
  maxImagePixels: 50_000_000,
  maxClipPixels: 8192 * 4320,
  maxClipSeconds: 600,
  multipartBytes: 100_000_000,
  abandonUploadSeconds: 86_400,
};

/** What the reducer may not fetch for itself. */
export interface Context {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** A new UUIDv7. */
  readonly newId: () => string;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly policy: Policy;
}
