/** Results that fit their inputs, as an honest world would bring them. For tests. */

import type { Task } from '#contracts/entities/index.ts';
import { QcReport } from '#contracts/media.ts';
import { renditionSize } from '#contracts/media-jobs/rendition.ts';
import { planScenes } from '#domain/storyboard/plan-scenes.ts';
import type { TaskInput, TaskResult } from '../task-io.ts';
import { calmSong } from './heard.ts';

/** How loud every song is. */
export const LOUDNESS = { integratedLufs: -9, rangeLu: 6, truePeakDbtp: -0.5 };

/** A probe's result for a song of that length. */
export function probed(durationSeconds: number, codec = 'mp3'): TaskResult {
  const audio = { codec, sampleRate: 44_100, channels: 2, bitRate: 128_000 };
  return {
    work: 'probe-upload',
    format: 'mp3',
    sizeBytes: 1000,
    durationSeconds,
    ...audio,
    hasSound: true,
    video: null,
  };
}

/** A result that fits the input. */
export function resultOf(input: TaskInput, task: Task): TaskResult {
  switch (input.work) {
    case 'probe-upload':
      return probed(30);
    case 'discard-upload':
      return { work: 'discard-upload' };
    case 'analyze-song':
      return { work: 'analyze-song', analysis: calmSong(30, { loudness: LOUDNESS }) };
    case 'prepare-speech':
      return { work: 'prepare-speech', sizeBytes: 1000 };
    case 'film-audio':
      return { work: 'film-audio', copied: true, loudness: LOUDNESS };
    case 'transcribe': {
      const words = ['one', 'two', 'three'].map((text, index) => ({
        text,
        startSeconds: index * 5,
        endSeconds: index * 5 + 1,
      }));
      return {
        work: 'transcribe',
        provider: 'openai',
        model: 'whisper-1',
        text: 'one two three',
        language: 'english',
        words,
        segments: [],
      };
    }
    case 'analyze-scenes': {
      if (input.locked.length > 0) {
        const planned = { work: 'analyze-scenes' as const, scenes: planScenes(input), model: null };
        return { ...planned, promptVersion: null, costUsd: null, note: null };
      }
      const count = input.pacing.sceneCount;
      const cut = (index: number) => Math.round((input.frames * index) / count);
      const scenes = Array.from({ length: count }, (_, index) => ({
        startFrame: cut(index),
        endFrame: cut(index + 1),
        title: `Scene ${index + 1}`,
        theme: 'theme',
        mood: 'mood',
        lyricExcerpt: '',
        reasoning: '',
        cut: { onto: 'wish' as const, movedSeconds: 0, reason: 'As wished.' },
      }));
      return {
        work: 'analyze-scenes',
        scenes,
        model: 'planner',
        promptVersion: null,
        costUsd: 0.001,
        note: null,
      };
    }
    case 'write-prompts': {
      const part = (name: string, index: number) => `${name} of scene ${index}`;
      const prompts = input.scenes.map(({ sceneId, sceneIndex }) => ({
        sceneId,
        origin: 'model' as const,
        parts: {
          subject: part('subject', sceneIndex),
          action: '',
          setting: '',
          camera: '',
          light: '',
          style: '',
          negative: '',
          motion: '',
        },
      }));
      return {
        work: 'write-prompts',
        prompts,
        model: 'model',
        promptVersion: input.request.promptVersion,
        costUsd: 0.001,
        note: null,
      };
    }
    case 'create-image':
    case 'create-clip':
      return {
        work: input.work,
        externalId: `p-${task.id}-${task.attempt}`,
        sourceUrl: `https://replicate.delivery/${task.id}`,
      };
    case 'store-image':
      return {
        work: 'store-image',
        key: `images/${input.takeId}.jpg`,
        contentType: 'image/jpeg',
        sizeBytes: 10,
      };
    case 'store-clip':
      return {
        work: 'store-clip',
        key: `clips/${input.takeId}.mp4`,
        contentType: 'video/mp4',
        sizeBytes: 10,
      };
    case 'conform-clip': {
      const { frames, seam } = input;
      const beside = seam && { fingerprint: seam.fingerprint, black: [] };
      return { work: 'conform-clip', frames, sourceFrames: frames, seam: beside };
    }
    case 'render-seam':
      return { work: 'render-seam', frames: input.frames, black: [] };
    case 'assemble-film': {
      const frames = input.segments.reduce((sum, segment) => sum + segment.frames, 0);
      const seconds = (frames * input.frameRate.denominator) / input.frameRate.numerator;
      return {
        work: 'assemble-film',
        sizeBytes: 1000,
        qc: QcReport.parse({
          expectedFrames: frames,
          frames,
          frameRate: input.frameRate,
          width: input.width,
          height: input.height,
          videoCodec: 'h264',
          audioCodec: 'mp3',
          audioCopied: true,
          songDurationSeconds: input.songDurationSeconds,
          videoDurationSeconds: seconds,
          audioDurationSeconds: input.songDurationSeconds,
          differenceMilliseconds: 0,
          startOffsetMilliseconds: 0,
          timestampsExact: true,
          problems: [],
          passed: true,
        }),
      };
    }
    case 'make-poster':
      return { work: 'make-poster', chosen: 0 };
    case 'make-rendition': {
      const { width, height } = renditionSize({ width: 1280, height: 720 }, input.quality);
      return { work: 'make-rendition', width, height, sizeBytes: 900 };
    }
    case 'make-hls': {
      const size = { width: 1280, height: 720, frames: input.frames };
      const variants = input.qualities.map((quality) => ({
        quality,
        ...size,
        peakBitRate: 2000,
        averageBitRate: 1000,
      }));
      return { work: 'make-hls', variants, sizeBytes: 2000 };
    }
    case 'make-sheet':
      return { work: 'make-sheet', columns: 2, rows: 1, width: 800, height: 250, sizeBytes: 300 };
    case 'make-thumbnails':
      return { work: 'make-thumbnails' };
    default:
      return input satisfies never;
  }
}
