import type { FrameRate } from '#contracts/media.ts';

export function framesPerSecond(rate: FrameRate): number {
  return rate.numerator / rate.denominator;
}

/** Seconds at which a frame starts. One multiplication from the whole number: durations are never added up. */
export function frameTime(frame: number, rate: FrameRate): number {
  return (frame * rate.denominator) / rate.numerator;
}

/**
 * Ticks per second of the video track: a multiple of the rate's numerator, so that every frame starts on a whole
 * tick (24 fps: 12288, 512 ticks a frame; 24000/1001: 24000, 1001 ticks a frame).
 */
export function trackTimescale(rate: FrameRate): number {
  let timescale = rate.numerator;
  while (timescale < 10_000) timescale *= 2;
  return timescale;
}
