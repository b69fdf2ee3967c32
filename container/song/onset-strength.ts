import { aboveMean, smooth } from './curves.ts';
import { FRAME_RATE } from './frames.ts';
import { BAND_COUNT, FLOOR_DECIBELS, type SongSound, STEPS_PER_DECIBEL } from './listener.ts';

/** Upper edges in hertz of the groups that are looked at apart: kick, bass and toms, voices, snare, cymbals. */
const GROUP_EDGES = [150, 500, 2000, 5000, Infinity] as const;
/** A level counts from here below the loud parts of its own band, and of the whole song. */
const BAND_RANGE_DECIBELS = 45;
const SONG_RANGE_DECIBELS = 60;
/** A rise is measured against this many frames before: half a window, so that an attack is seen whole. */
const LAG = 2;
/** A louder attack is no clearer an attack. */
const GREATEST_RISE_DECIBELS = 30;
const SURROUNDINGS = Math.round(0.6 * FRAME_RATE);

/** How strongly something begins, per group of bands and frame: the mean rise of its bands in decibels. */
export type OnsetStrength = readonly Float32Array[];

/**
 * Rises of the level in each band against the loudest of the same and the neighbouring bands shortly before (S. Böck
 * and G. Widmer, "Maximum filter vibrato suppression for onset detection", DAFx 2013). In decibels, so that the
 * song's own level does not matter.
 */
export function onsetStrength({ levels, frameCount, bandHertz }: SongSound): OnsetStrength {
  const floors = bandFloors(levels, frameCount);
  const groupOf = bandHertz.map((hertz) => GROUP_EDGES.findIndex((edge) => hertz < edge));
  const sizes = GROUP_EDGES.map((_, group) => groupOf.filter((own) => own === group).length);
  const groups = GROUP_EDGES.map(() => new Float32Array(frameCount));
  const before = new Float64Array(BAND_COUNT + 2).fill(-Infinity);
  const greatest = GREATEST_RISE_DECIBELS * STEPS_PER_DECIBEL;
  for (let frame = LAG; frame < frameCount; frame += 1) {
    const [now, then] = [frame * BAND_COUNT, (frame - LAG) * BAND_COUNT];
    for (let band = 0; band < BAND_COUNT; band += 1) {
      before[band + 1] = Math.max(levels[then + band] ?? 0, floors[band] ?? 0);
    }
    for (let band = 0; band < BAND_COUNT; band += 1) {
      const level = levels[now + band] ?? 0;
      const reference = Math.max(before[band] ?? 0, before[band + 1] ?? 0, before[band + 2] ?? 0);
      if (level <= reference) continue;
      const group = groups[groupOf[band] ?? 0];
      if (group) group[frame] = (group[frame] ?? 0) + Math.min(greatest, level - reference);
    }
  }
  return groups.map((group, index) => settle(group, (sizes[index] ?? 1) * STEPS_PER_DECIBEL));
}

/** What stands out from its surroundings, in decibels per band of the group. */
function settle(group: Float32Array, scale: number): Float32Array {
  return smooth(aboveMean(group, SURROUNDINGS), 1.2).map((value) => value / scale);
}

/** The level in each band below which nothing counts. */
function bandFloors(levels: Int16Array, frameCount: number): Int16Array {
  const lowest = FLOOR_DECIBELS * STEPS_PER_DECIBEL;
  const loud = Array.from({ length: BAND_COUNT }, (_, band) => {
    // A histogram in whole decibels: sorting three hours would take long.
    const histogram = new Uint32Array(200);
    for (let frame = 0; frame < frameCount; frame += 1) {
      const cell = Math.floor(((levels[frame * BAND_COUNT + band] ?? lowest) - lowest) / STEPS_PER_DECIBEL);
      histogram[Math.min(199, cell)] = (histogram[Math.min(199, cell)] ?? 0) + 1;
    }
    let above = frameCount * 0.03;
    let cell = 199;
    for (; cell > 0 && above > (histogram[cell] ?? 0); cell -= 1) above -= histogram[cell] ?? 0;
    return lowest + cell * STEPS_PER_DECIBEL;
  });
  const loudest = Math.max(lowest, ...loud);
  return Int16Array.from(loud, (level) =>
    Math.max(
      lowest,
      level - BAND_RANGE_DECIBELS * STEPS_PER_DECIBEL,
      loudest - SONG_RANGE_DECIBELS * STEPS_PER_DECIBEL,
    ),
  );
}
