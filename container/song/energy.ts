import { movingMean, quantile } from './curves.ts';
import { FRAME_RATE } from './frames.ts';

/** What is heard as quiet lies that far below the loud parts. */
const RANGE_DECIBELS = 30;
const LEAST_FRAMES = 9;
const MOST_VALUES = 4000;

export interface Energy {
  readonly stepSeconds: number;
  readonly values: number[];
}

/** Level of each frame in decibels, smoothed over that many frames on both sides. */
export function decibelsOf(power: Float32Array, reach: number): Float32Array {
  return movingMean(power, reach).map((mean) => 10 * Math.log10(Math.max(0, mean) + 1e-12));
}

/**
 * The level over time between 0 (30 dB below the loud parts, or silence) and 1 (loud), about ten times a second, for
 * long songs less often.
 */
export function energyOf(power: Float32Array): Energy {
  const frames = Math.max(LEAST_FRAMES, Math.ceil(power.length / MOST_VALUES));
  const levels = decibelsOf(power, Math.max(17, frames));
  const steps = Array.from({ length: Math.max(1, Math.ceil(power.length / frames)) }, (_, step) => {
    const middle = Math.min(power.length - 1, Math.floor((step + 0.5) * frames));
    return levels[middle] ?? -120;
  });
  const loud = quantile(steps, 0.95);
  const values = steps.map((level) =>
    level <= -110 ? 0 : thousandths(Math.min(1, Math.max(0, 1 - (loud - level) / RANGE_DECIBELS))),
  );
  return { stepSeconds: frames / FRAME_RATE, values };
}

/** The mean energy from `start` to `end`, seconds. */
export function meanEnergy({ stepSeconds, values }: Energy, start: number, end: number): number {
  const from = Math.min(values.length - 1, Math.max(0, Math.floor(start / stepSeconds)));
  const own = values.slice(from, Math.max(from + 1, Math.round(end / stepSeconds)));
  return thousandths(own.reduce((sum, next) => sum + next, 0) / own.length);
}

export const thousandths = (value: number): number => Math.round(value * 1000) / 1000;
