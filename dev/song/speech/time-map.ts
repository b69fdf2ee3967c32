import { FRAME_SAMPLES, type Frame } from './frames.ts';

/** The largest part of a note that consonants may take; beyond it they are squeezed too. */
const CONSONANT_SHARE = 0.45;

/**
 * How long each 5 ms frame lasts when the syllable is sung over `targetSamples` (at the frames' own rate).
 *
 * Consonants keep their length, as a singer's do; loud vowels take most of the stretching. The sum of the
 * answer is `targetSamples`.
 */
export function stretchFrames(frames: readonly Frame[], targetSamples: number): number[] {
  const loudest = Math.max(...frames.map(({ rms }) => rms));
  const isVoiced = (frame: Frame): boolean => frame.period > 0;
  const voiced = frames.filter(isVoiced).length * FRAME_SAMPLES;
  const consonants = frames.length * FRAME_SAMPLES - voiced;
  if (voiced === 0) return frames.map(() => targetSamples / frames.length);
  const consonantTarget = Math.min(consonants, targetSamples * CONSONANT_SHARE);
  const voicedTarget = targetSamples - consonantTarget;
  const extra = voicedTarget - voiced;
  const weights = frames.map((frame) => (isVoiced(frame) ? 0.05 + (frame.rms / loudest) ** 2 : 0));
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
  return frames.map((frame, i) => {
    if (!isVoiced(frame)) return FRAME_SAMPLES * (consonantTarget / Math.max(1, consonants));
    if (extra < 0) return FRAME_SAMPLES * (voicedTarget / voiced);
    return FRAME_SAMPLES + (extra * (weights[i] ?? 0)) / weightSum;
  });
}
