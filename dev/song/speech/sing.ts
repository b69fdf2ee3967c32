import { smoothStep } from '../synth/envelope.ts';
import { noiseSource } from '../synth/noise.ts';
import { doubleRate } from './double-rate.ts';
import type { Spoken } from './espeak.ts';
import { analyseFrames, FRAME_SAMPLES, type Frame, trimSilence } from './frames.ts';
import { findPitchMarks, type PitchMark } from './pitch-marks.ts';
import { stretchFrames } from './time-map.ts';

const FRAME = FRAME_SAMPLES * 2;
const SUNG_RMS = 0.16;

/** A syllable taken apart: ready to be sung at any pitch and length. */
export type Material = {
  readonly samples: Float32Array;
  readonly frames: readonly Frame[];
  readonly marks: readonly PitchMark[];
};

/** Analyses a spoken syllable and doubles its rate to 44.1 kHz. */
export function prepare({ samples, hertz }: Spoken): Material {
  const trimmed = trimSilence(samples);
  const frames = analyseFrames(trimmed, hertz);
  const doubled = doubleRate(trimmed);
  return { samples: doubled, frames, marks: findPitchMarks(doubled, frames) };
}

/** A singer's pitch: slides up into the note, then a vibrato sets in on long ones. Frequency ratio. */
function bend(seconds: number): number {
  const scoop = -0.6 * (1 - smoothStep(seconds / 0.07));
  const vibrato = 0.28 * smoothStep((seconds - 0.22) / 0.3) * Math.sin(2 * Math.PI * 5.3 * seconds);
  return 2 ** ((scoop + vibrato) / 12);
}

function addGrain(
  target: Float32Array,
  at: number,
  source: Float32Array,
  from: number,
  half: number,
  gain: number,
): void {
  for (let i = -half; i < half; i += 1) {
    const index = at + i;
    if (index < 0 || index >= target.length) continue;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * i) / half);
    target[index] = (target[index] ?? 0) + gain * window * (source[from + i] ?? 0);
  }
}

function nearestMark(marks: readonly PitchMark[], at: number): PitchMark | undefined {
  let best: PitchMark | undefined;
  for (const mark of marks) {
    if (!best || Math.abs(mark.at - at) < Math.abs(best.at - at)) best = mark;
  }
  return best;
}

function level(samples: Float32Array): void {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  const rms = Math.sqrt(energy / samples.length);
  const gain = rms > 0 ? SUNG_RMS / rms : 0;
  for (let i = 0; i < samples.length; i += 1) samples[i] = (samples[i] ?? 0) * gain;
}

/**
 * Sings a syllable at `hertz` for exactly `length` samples (44.1 kHz).
 *
 * Pitch-synchronous overlap-add (E. Moulines and F. Charpentier, Speech Communication 9, 1990): periods of the
 * spoken vowel are laid down again at the note's own period, which changes the pitch and keeps the vowel.
 */
export function sing({ samples, frames, marks }: Material, hertz: number, length: number): Float32Array {
  const sung = new Float32Array(length);
  const durations = stretchFrames(frames, length / 2).map((samplesAtHalfRate) => samplesAtHalfRate * 2);
  const jitter = noiseSource(length);
  let frame = 0;
  let frameStart = 0;
  for (let at = 0; at < length; ) {
    while (frame < frames.length - 1 && at >= frameStart + (durations[frame] ?? 0)) {
      frameStart += durations[frame] ?? 0;
      frame += 1;
    }
    const duration = durations[frame] ?? FRAME;
    const source = (frame + Math.min(1, (at - frameStart) / duration)) * FRAME;
    const mark = (frames[frame]?.period ?? 0) > 0 ? nearestMark(marks, source) : undefined;
    if (mark) {
      const period = 44_100 / (hertz * bend(at / 44_100));
      const gain = Math.min(1.2, period / mark.period);
      addGrain(sung, Math.round(at), samples, mark.at, mark.period, gain);
      at += period;
    } else {
      // A stretched noise would repeat itself and buzz; reading it from slightly elsewhere each time keeps it noise.
      const shift = duration > FRAME * 1.05 ? jitter() * FRAME : 0;
      addGrain(sung, Math.round(at), samples, Math.round(source + shift), FRAME, 1);
      at += FRAME;
    }
  }
  level(sung);
  const rise = 130;
  const fall = Math.min(1_300, length >> 2);
  for (let i = 0; i < rise; i += 1) sung[i] = (sung[i] ?? 0) * smoothStep(i / rise);
  for (let i = 0; i < fall; i += 1) {
    sung[length - 1 - i] = (sung[length - 1 - i] ?? 0) * smoothStep(i / fall);
  }
  return sung;
}
