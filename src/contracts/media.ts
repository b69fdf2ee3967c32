import { z } from 'zod';
import { AnalyzeSongResult, AnalyzeSongSpec } from './media-jobs/analyze-song.ts';
import { AssembleResult, AssembleSpec } from './media-jobs/assemble.ts';
import { ConformResult, ConformSpec } from './media-jobs/conform.ts';
import { FilmAudioResult, FilmAudioSpec } from './media-jobs/film-audio.ts';
import { HlsResult, HlsSpec } from './media-jobs/hls.ts';
import { BrightestPosterResult, BrightestPosterSpec, PosterResult, PosterSpec } from './media-jobs/poster.ts';
import { PrepareAudioResult, PrepareAudioSpec } from './media-jobs/prepare-audio.ts';
import { ProbeResult, ProbeSpec } from './media-jobs/probe.ts';
import { RenditionResult, RenditionSpec } from './media-jobs/rendition.ts';
import { SeamResult, SeamSpec } from './media-jobs/seam.ts';
import { SheetResult, SheetSpec } from './media-jobs/sheet.ts';
import { ThumbnailsResult, ThumbnailsSpec } from './media-jobs/thumbnails.ts';

export { AnalyzeSongResult } from './media-jobs/analyze-song.ts';
export { AssembleResult } from './media-jobs/assemble.ts';
export { ConformResult } from './media-jobs/conform.ts';
export { FrameRate } from './media-jobs/frames.ts';
export { PosterResult } from './media-jobs/poster.ts';
export { PrepareAudioResult } from './media-jobs/prepare-audio.ts';
export { MediaClass, ProbeResult } from './media-jobs/probe.ts';
export { QcReport } from './media-jobs/qc-report.ts';
export { SeamResult } from './media-jobs/seam.ts';
export { OutputTarget } from './media-jobs/urls.ts';

/**
 * The contract of the FFmpeg service (`container/`), spoken by the Worker and by nobody else.
 *
 * `POST /jobs` takes a {@link MediaJobRequest} and answers 202 with a {@link MediaJobView}; the id makes it
 * idempotent (same id again: the existing job, never a second run). `GET /jobs/{id}` answers the view or 404,
 * `GET /jobs/{id}/events` streams views as NDJSON until the job ended, `DELETE /jobs/{id}` cancels.
 * `GET /health` answers 200 with {@link MediaHealth}.
 */

export const MediaJobSpec = z.discriminatedUnion('kind', [
  ProbeSpec,
  PrepareAudioSpec,
  AnalyzeSongSpec,
  ConformSpec,
  SeamSpec,
  AssembleSpec,
  PosterSpec,
  BrightestPosterSpec,
  FilmAudioSpec,
  RenditionSpec,
  HlsSpec,
  SheetSpec,
  ThumbnailsSpec,
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
  AnalyzeSongResult,
  ConformResult,
  SeamResult,
  AssembleResult,
  PosterResult,
  BrightestPosterResult,
  FilmAudioResult,
  RenditionResult,
  HlsResult,
  SheetResult,
  ThumbnailsResult,
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
  kind: z.enum([
    'probe',
    'prepare-audio',
    'analyze-song',
    'conform',
    'seam',
    'assemble',
    'poster',
    'brightest-poster',
    'film-audio',
    'rendition',
    'hls',
    'sheet',
    'thumbnails',
  ]),
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
