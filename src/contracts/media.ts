import { z } from 'zod';
import {
  AssembleResult,
  ConformResult,
  FrameRate,
  PosterResult,
  PrepareAudioResult,
  ProbeResult,
} from './media-results.ts';

export * from './media-results.ts';

import { StillMotion } from './still-motion.ts';

/**
 * The contract of the FFmpeg service (`container/`), spoken by the Worker and by nobody else.
 *
 * `POST /jobs` takes a {@link MediaJobRequest} and answers 202 with a {@link MediaJobView}; the id makes it
 * idempotent (same id again: the existing job, never a second run). `GET /jobs/{id}` answers the view or 404,
 * `GET /jobs/{id}/events` streams views as NDJSON until the job ended, `DELETE /jobs/{id}` cancels.
 * `GET /health` answers 200 with {@link MediaHealth}.
 */

/** Where the service fetches an input with GET. The URL may carry a signature: never log or store it. */
const InputUrl = z.url({ protocol: /^https?$/ });
/** Where the service stores a result with one PUT. The URL may carry a signature: never log or store it. */
const OutputTarget = z.object({
  url: z.url({ protocol: /^https?$/ }),
  contentType: z.string(),
});
export type OutputTarget = z.infer<typeof OutputTarget>;

/** What kind of file the bytes must turn out to be; the demuxer is named from the sniffed type, not the name. */
export const MediaClass = z.enum(['audio', 'video', 'image']);
export type MediaClass = z.infer<typeof MediaClass>;

/** Inspects a file by demuxing it whole (packets counted, nothing decoded). */
const ProbeSpec = z.object({
  kind: z.literal('probe'),
  input: InputUrl,
  expect: MediaClass,
  /** A picture with more pixels is refused from its header, before anything is decoded. */
  maxPixels: z.int().positive().optional(),
});

/** Makes a small mono MP3 of a song that a speech service accepts; never larger than `maxBytes`. */
const PrepareAudioSpec = z.object({
  kind: z.literal('prepare-audio'),
  input: InputUrl,
  output: OutputTarget,
  maxBytes: z.int().positive(),
});

/**
 * Turns a clip into a segment: exactly `frames` frames of `width`×`height` at `frameRate`, no sound, encoded so
 * that segments of one film join by stream copy. A clip that is too short holds its last frame, one that is too
 * long is trimmed at its end. Over a still the camera makes its `motion`, if any.
 */
const ConformSpec = z.object({
  kind: z.literal('conform'),
  input: InputUrl,
  output: OutputTarget,
  motion: StillMotion.optional(),
  frames: z.int().positive(),
  frameRate: FrameRate,
  width: z.int().positive().multipleOf(2),
  height: z.int().positive().multipleOf(2),
});

/** Joins segments by stream copy and lays the song under them. The film ends with its last frame. */
const AssembleSpec = z.object({
  kind: z.literal('assemble'),
  segments: z.array(z.object({ input: InputUrl, frames: z.int().positive() })).min(1),
  song: InputUrl,
  songDurationSeconds: z.number().positive(),
  output: OutputTarget,
  frameRate: FrameRate,
  width: z.int().positive(),
  height: z.int().positive(),
  title: z.string(),
});

/** Takes one frame of a clip or film as a JPEG; `atSeconds` is clamped to what the file holds. */
const PosterSpec = z.object({
  kind: z.literal('poster'),
  input: InputUrl,
  output: OutputTarget,
  atSeconds: z.number().nonnegative(),
  maxWidth: z.int().positive(),
});

export const MediaJobSpec = z.discriminatedUnion('kind', [
  ProbeSpec,
  PrepareAudioSpec,
  ConformSpec,
  AssembleSpec,
  PosterSpec,
]);
export type MediaJobSpec = z.infer<typeof MediaJobSpec>;
export type MediaJobKind = MediaJobSpec['kind'];

export const MediaJobRequest = z.object({
  /** Chosen by the caller; the idempotency key of the job. */
  id: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[A-Za-z0-9._:-]+$/),
  spec: MediaJobSpec,
  /** Told of progress (at most once a second) and of the end, with a Standard Webhooks signature. */
  notifyUrl: z.url({ protocol: /^https?$/ }).optional(),
});
export type MediaJobRequest = z.infer<typeof MediaJobRequest>;

export const MediaJobResult = z.discriminatedUnion('kind', [
  ProbeResult,
  PrepareAudioResult,
  ConformResult,
  AssembleResult,
  PosterResult,
]);
export type MediaJobResult = z.infer<typeof MediaJobResult>;

/**
 * Why a job failed. `input-*`: the file is at fault and a repeat cannot help. The rest may pass by itself.
 * - `input-unreadable`: empty, truncated, or not media at all
 * - `input-wrong-kind`: readable, but not what was expected (a picture where a song was asked for)
 * - `input-too-large`: above a limit of size, length or pixels
 * - `fetch-failed` / `store-failed`: storage did not give or take the bytes
 * - `qc-failed`: the film was made and is not right
 * - `timeout`, `canceled`, `internal`
 */
export const MediaErrorCode = z.enum([
  'input-unreadable',
  'input-wrong-kind',
  'input-too-large',
  'fetch-failed',
  'store-failed',
  'qc-failed',
  'timeout',
  'canceled',
  'internal',
]);
export type MediaErrorCode = z.infer<typeof MediaErrorCode>;

export const MediaJobView = z.object({
  id: z.string(),
  kind: z.enum(['probe', 'prepare-audio', 'conform', 'assemble', 'poster']),
  status: z.enum(['queued', 'running', 'succeeded', 'failed', 'canceled']),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  result: MediaJobResult.nullable(),
  error: z.object({ code: MediaErrorCode, message: z.string() }).nullable(),
  /** Wall time in seconds: waiting for a free core, then working. */
  queuedSeconds: z.number().nonnegative(),
  workedSeconds: z.number().nonnegative(),
});
export type MediaJobView = z.infer<typeof MediaJobView>;

export const MediaHealth = z.object({
  status: z.literal('ok'),
  ffmpegVersion: z.string(),
  running: z.int().nonnegative(),
  queued: z.int().nonnegative(),
});
export type MediaHealth = z.infer<typeof MediaHealth>;
