import type { MediaJobView } from '#contracts/media.ts';
import type { Outcome, TaskResult } from '#domain/pipeline/task-io.ts';

/** What a job's state means for the attempt; null while it only waits or works. */
export function mediaOutcome(view: MediaJobView): Outcome | null {
  switch (view.status) {
    case 'queued':
      return null;
    case 'running':
      return view.progress > 0 ? { type: 'progress', progress: view.progress } : null;
    case 'succeeded':
      return view.result ? { type: 'done', result: taskResult(view.result) } : null;
    case 'failed':
    case 'canceled': {
      const code = view.error?.code ?? 'internal';
      const message = view.error?.message ?? 'The media job ended without saying why.';
      const final = code.startsWith('input-') || code === 'qc-failed';
      const failure = { code, message, retryable: !final };
      return final ? { type: 'failed', failure } : { type: 'provider-failed', failure };
    }
    default:
      return view.status satisfies never;
  }
}

function taskResult(result: NonNullable<MediaJobView['result']>): TaskResult {
  switch (result.kind) {
    case 'probe': {
      const { format, sizeBytes, durationSeconds, audio, video } = result;
      return {
        work: 'probe-upload',
        format,
        sizeBytes,
        durationSeconds,
        codec: audio?.codec ?? 'unknown',
        sampleRate: audio?.sampleRate ?? 1,
        channels: audio?.channels ?? 1,
        bitRate: audio?.bitRate ?? null,
        hasSound: audio !== null,
        video,
      };
    }
    case 'analyze-song':
      return { work: 'analyze-song', analysis: result.analysis };
    case 'prepare-audio':
      return { work: 'prepare-speech', sizeBytes: result.sizeBytes };
    case 'film-audio': {
      const { copied, loudness } = result;
      return { work: 'film-audio', copied, loudness };
    }
    case 'conform': {
      const { frames, sourceFrames, sourceWidth, sourceHeight, black, frozen, seam } = result;
      return { work: 'conform-clip', frames, sourceFrames, sourceWidth, sourceHeight, black, frozen, seam };
    }
    case 'seam':
      return { work: 'render-seam', frames: result.frames, black: result.black };
    case 'assemble':
      return { work: 'assemble-film', sizeBytes: result.sizeBytes, qc: result.qc };
    case 'poster':
      return { work: 'make-poster', chosen: 0 };
    case 'brightest-poster':
      return { work: 'make-poster', chosen: result.chosen };
    case 'rendition': {
      const { width, height, sizeBytes } = result;
      return { work: 'make-rendition', width, height, sizeBytes };
    }
    case 'hls':
      return { work: 'make-hls', variants: result.variants, sizeBytes: result.sizeBytes };
    case 'sheet': {
      const { columns, rows, width, height, sizeBytes } = result;
      return { work: 'make-sheet', columns, rows, width, height, sizeBytes };
    }
    case 'thumbnails':
      return { work: 'make-thumbnails' };
    default:
      return result satisfies never;
  }
}
