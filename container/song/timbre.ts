import { FRAME_RATE } from './frames.ts';
import { BAND_COUNT, type SongSound, STEPS_PER_DECIBEL, TONAL_HOP } from './listener.ts';
import type { OnsetStrength } from './onset-strength.ts';

/** Neighbouring bands are taken together by so many. */
const POOLED = 3;
const LEVELS = BAND_COUNT / POOLED;
const PITCHES = 12;

/** What a stretch of the song sounds like: levels, onsets and pitch classes, each in units of a noticeable change. */
export type Timbre = Float32Array;

/** A noticeable change of a level (dB), of how much begins (dB per band), of a pitch class's share. */
const [LEVEL_UNIT, ONSET_UNIT, PITCH_UNIT] = [4, 0.35, 0.25] as const;
/** Levels below that, against the loudest band, are silent. */
const RANGE_DECIBELS = 50;

/** The sound of each stretch between two neighbouring times, in seconds. */
export function timbresOf(sound: SongSound, groups: OnsetStrength, times: readonly number[]): Timbre[] {
  const { levels, frameCount, chroma } = sound;
  let loudest = -Infinity;
  for (let i = 0; i < levels.length; i += 1) loudest = Math.max(loudest, levels[i] ?? 0);
  const floor = loudest / STEPS_PER_DECIBEL - RANGE_DECIBELS;
  return times.slice(1).map((end, index) => {
    const from = Math.min(frameCount - 1, Math.round((times[index] ?? 0) * FRAME_RATE));
    const to = Math.max(from + 1, Math.min(frameCount, Math.round(end * FRAME_RATE)));
    const timbre = new Float32Array(LEVELS + groups.length + PITCHES);
    for (let frame = from; frame < to; frame += 1) {
      for (let band = 0; band < BAND_COUNT; band += 1) {
        const level = Math.max(floor, (levels[frame * BAND_COUNT + band] ?? 0) / STEPS_PER_DECIBEL);
        const pool = Math.floor(band / POOLED);
        timbre[pool] = (timbre[pool] ?? 0) + level / POOLED / (to - from) / LEVEL_UNIT;
      }
      for (const [group, curve] of groups.entries()) {
        const place = LEVELS + group;
        timbre[place] = (timbre[place] ?? 0) + (curve[frame] ?? 0) / (to - from) / ONSET_UNIT;
      }
    }
    const [first, last] = [Math.floor(from / TONAL_HOP), Math.max(1, Math.ceil(to / TONAL_HOP))];
    for (let step = first; step < last; step += 1) {
      for (let pitch = 0; pitch < PITCHES; pitch += 1) {
        const place = LEVELS + groups.length + pitch;
        const own = chroma[step * PITCHES + pitch] ?? 0;
        timbre[place] = (timbre[place] ?? 0) + own / (last - first) / PITCH_UNIT;
      }
    }
    return timbre;
  });
}

/** The mean of several. */
export function meanTimbre(timbres: readonly Timbre[]): Timbre {
  const mean = new Float32Array(timbres[0]?.length ?? 0);
  for (const timbre of timbres) {
    for (let i = 0; i < mean.length; i += 1) mean[i] = (mean[i] ?? 0) + (timbre[i] ?? 0) / timbres.length;
  }
  return mean;
}

/** How different two are: about 1 where they differ by a noticeable change in everything. */
export function timbreDistance(one: Timbre, other: Timbre): number {
  let sum = 0;
  for (let i = 0; i < one.length; i += 1) sum += ((one[i] ?? 0) - (other[i] ?? 0)) ** 2;
  return Math.sqrt(sum / Math.max(1, one.length));
}
