import { z } from 'zod';
import { Id, Timestamp } from '../ids.ts';
import { ProblemDetail } from './failure.ts';

/** What a run walks through. */
export const StageKind = z.enum([
  'transcribe',
  'analyze_scenes',
  'generate_prompts',
  'generate_images',
  'generate_clips',
  'assemble_video',
]);
export type StageKind = z.infer<typeof StageKind>;

/** The stages, and what is made beside them: free, only when asked for, and part of no run. */
export const JobKind = z.enum([...StageKind.options, 'make_animatic', 'make_renditions', 'make_pictures']);
export type JobKind = z.infer<typeof JobKind>;

export const JobStatus = z.enum(['queued', 'running', 'succeeded', 'partial', 'failed', 'canceled']);
export type JobStatus = z.infer<typeof JobStatus>;

/** One item of a job that did not succeed. */
export const ItemFailure = ProblemDetail.extend({
  sceneId: Id.nullable(),
  taskId: Id.nullable(),
});
export type ItemFailure = z.infer<typeof ItemFailure>;

/** What a film does about a scene without an approved clip: refuse it, or move the camera over its still (P11). */
export const MissingClips = z.enum(['refuse', 'still-motion']);
export type MissingClips = z.infer<typeof MissingClips>;

/** Most takes that one job makes of one scene. */
export const MAX_CANDIDATES = 4;

/** What was asked of a job beyond its stage and scenes; null leaves a choice to the project. */
export const JobOrder = z.object({
  /** Takes to make of each scene. */
  candidates: z.int().min(1).max(MAX_CANDIDATES),
  model: z.string().nullable(),
  /** Seed of the first candidate; the others count on from it. */
  seed: z.int().nonnegative().nullable(),
  /** Length to ask of the clip model, in seconds. */
  clipSeconds: z.number().positive().nullable(),
  missing: MissingClips,
  /** Scenes that a job for every scene leaves alone: they had what they need when it was asked for. */
  spared: z.array(Id),
  /** The job whose failed and canceled candidates this one makes again; null for one of its own. */
  retryOf: Id.nullable(),
  /** The scene that the film's poster is to show; null leaves the choice to the pictures. */
  posterSceneId: Id.nullable().default(null),
  /** Renditions that the job is about, also those that another one makes. */
  renditionIds: z.array(Id).default([]),
});
export type JobOrder = z.infer<typeof JobOrder>;

export const PLAIN_ORDER: JobOrder = {
  candidates: 1,
  model: null,
  seed: null,
  clipSeconds: null,
  missing: 'refuse',
  spared: [],
  retryOf: null,
  posterSceneId: null,
  renditionIds: [],
};

/** A requested run of one stage. */
export const Job = z.object({
  kind: z.literal('job'),
  id: Id,
  projectId: Id,
  stage: JobKind,
  status: JobStatus,
  /** The run that asked for it; null when it was asked for by itself. */
  runId: Id.nullable(),
  /** Scenes it is about; null means every scene, also those that are still to come. */
  sceneIds: z.array(Id).nullable(),
  order: JobOrder.default(PLAIN_ORDER),
  /** Items: how many there are, and how many ended in which way. `total` grows while upstream stages still work. */
  total: z.int().nonnegative(),
  succeeded: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  canceled: z.int().nonnegative(),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  failures: z.array(ItemFailure),
  /** For people: where a declared fallback stepped in, and why. */
  notes: z.array(z.string()),
  /** Set when the job failed as a whole. */
  failure: ProblemDetail.nullable(),
  createdAt: Timestamp,
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
  updatedAt: Timestamp,
});
export type Job = z.infer<typeof Job>;

export const TaskKind = z.enum([
  'probe-upload',
  'discard-upload',
  'analyze-song',
  'prepare-speech',
  'film-audio',
  'transcribe',
  'analyze-scenes',
  'write-prompts',
  'create-image',
  'store-image',
  'create-clip',
  'store-clip',
  'conform-clip',
  'render-seam',
  'assemble-film',
  'make-poster',
  'make-rendition',
  'make-hls',
  'make-sheet',
  'make-thumbnails',
]);
export type TaskKind = z.infer<typeof TaskKind>;

/**
 * - `queued`: a message is on its way (or lost; then it is sent again)
 * - `claimed`: a consumer works on it under a lease
 * - `started`: somebody outside works on it; followed by webhook and poll until `deadlineAt`
 * - `unconfirmed`: a paid call was sent and its answer was lost; it is looked for, not repeated
 */
export const TaskStatus = z.enum([
  'queued',
  'claimed',
  'started',
  'unconfirmed',
  'succeeded',
  'failed',
  'canceled',
]);
export type TaskStatus = z.infer<typeof TaskStatus>;

/** How an earlier attempt of a task ended. */
export const EndedAttempt = z.object({
  attempt: z.int().positive(),
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp,
  failure: ProblemDetail,
});
export type EndedAttempt = z.infer<typeof EndedAttempt>;

/** One unit of work of a job, with its attempts. Lives in the object only. */
export const Task = z.object({
  kind: z.literal('task'),
  id: Id,
  projectId: Id,
  jobId: Id.nullable(),
  work: TaskKind,
  status: TaskStatus,
  /** What the task is about: an upload, song, scene, take, film, rendition or sheet, according to `work`. */
  subjectId: Id,
  sceneId: Id.nullable(),
  /** Scenes of one `write-prompts` call, or those of which one becomes the poster. */
  sceneIds: z.array(Id),
  /** Takes of one `make-thumbnails` job. */
  takeIds: z.array(Id).default([]),
  /** From 1. Each attempt sends a paid call at most once (P5). */
  attempt: z.int().positive(),
  /** Attempts that the provider took on and then failed; limited more tightly than attempts it never took. */
  providerFailures: z.int().nonnegative(),
  /** How often the message of this attempt was sent again because nobody claimed it, or polled for its result. */
  sends: z.int().nonnegative(),
  polls: z.int().nonnegative(),
  /** How often a search for the lost call of this attempt found nothing. */
  absences: z.int().nonnegative(),
  /** When the alarm must look at the task next; null once it ended. */
  wakeAt: Timestamp.nullable(),
  /** When the attempt is given up; null while it is queued. */
  deadlineAt: Timestamp.nullable(),
  /** Prediction id or media job id of the attempt. */
  externalId: z.string().nullable(),
  /** File that a `store-*` task has to bring in; a provider's delivery URL without secrets. */
  sourceUrl: z.string().nullable(),
  progress: z.number().min(0).max(1),
  failure: ProblemDetail.nullable(),
  /** The attempts before this one, oldest first; as many as the policy allows. */
  earlier: z.array(EndedAttempt).default([]),
  createdAt: Timestamp,
  startedAt: Timestamp.nullable(),
  endedAt: Timestamp.nullable(),
  updatedAt: Timestamp,
});
export type Task = z.infer<typeof Task>;

/** One line of the ledger: money reserved for one attempt, then committed or released (P5). */
export const UsageEntry = z.object({
  kind: z.literal('usage'),
  id: Id,
  projectId: Id,
  taskId: Id,
  attempt: z.int().positive(),
  provider: z.string(),
  model: z.string(),
  quantity: z.number().nonnegative(),
  unit: z.enum(['image', 'second', 'minute', 'call']),
  status: z.enum(['reserved', 'committed', 'released']),
  /** Reserved amount while reserved, billed amount once committed, 0 once released. In USD. */
  amountUsd: z.number().nonnegative(),
  estimated: z.boolean(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type UsageEntry = z.infer<typeof UsageEntry>;

/** A request for several stages at once, each scene moving on as soon as it can. */
export const Run = z.object({
  kind: z.literal('run'),
  id: Id,
  projectId: Id,
  until: StageKind,
  approvals: z.enum(['manual', 'automatic']),
  status: z.enum(['running', 'succeeded', 'partial', 'failed', 'canceled']),
  createdAt: Timestamp,
  endedAt: Timestamp.nullable(),
  updatedAt: Timestamp,
});
export type Run = z.infer<typeof Run>;
