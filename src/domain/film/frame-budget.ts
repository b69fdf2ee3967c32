import type { AspectRatio, FramesPerSecond, Resolution } from '#contracts/entities/project.ts';
import type { FrameRate } from '#contracts/media.ts';

/** The fraction behind a named rate; the NTSC rates are multiples of 1000/1001 (SMPTE ST 12-1). */
export function frameRateOf(fps: FramesPerSecond): FrameRate {
  switch (fps) {
    case 23.976:
      return { numerator: 24000, denominator: 1001 };
    case 29.97:
      return { numerator: 30000, denominator: 1001 };
    default:
      return { numerator: fps, denominator: 1 };
  }
}

/**
 * The frame at an absolute time in seconds: `round(t × fps)`. Invariant P7: every boundary comes from here, from
 * the time since the film's start. Adding up rounded durations drifts by up to half a frame per scene.
 */
export function frameAt(seconds: number, rate: FrameRate): number {
  return Math.round((seconds * rate.numerator) / rate.denominator);
}

/** When a frame is shown, in seconds since the film's start. */
export function secondsAt(frame: number, rate: FrameRate): number {
  return (frame * rate.denominator) / rate.numerator;
}

/** Frames of a film that lasts as long as its song (P8); at least one. */
export function filmFrames(durationSeconds: number, rate: FrameRate): number {
  return Math.max(1, frameAt(durationSeconds, rate));
}

const SHORT_SIDE: Record<Resolution, number> = { '480p': 480, '720p': 720, '1080p': 1080 };

/** Size of the film in pixels. Both sides are even, as 4:2:0 video wants them. */
export function frameSize(
  aspectRatio: AspectRatio,
  resolution: Resolution,
): { width: number; height: number } {
  const short = SHORT_SIDE[resolution];
  const long = evenPixels((short * 16) / 9);
  switch (aspectRatio) {
    case '16:9':
      return { width: long, height: short };
    case '9:16':
      return { width: short, height: long };
    case '1:1':
      return { width: short, height: short };
    default:
      return aspectRatio satisfies never;
  }
}

function evenPixels(pixels: number): number {
  return Math.round(pixels / 2) * 2;
}
