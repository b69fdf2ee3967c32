import { movingMean, quantile } from './curves.ts';
import { decibelsOf } from './energy.ts';
import { FRAME_RATE, secondsOf } from './frames.ts';
import type { SongSound } from './listener.ts';
import type { OnsetStrength } from './onset-strength.ts';
import { meanTimbre, timbreDistance, timbresOf } from './timbre.ts';

/** Quieter than the seconds around it by that much is a rest, if it lasts. */
const REST_DECIBELS = 9;
const REST_FRAMES = Math.round(0.18 * FRAME_RATE);
/** Two phrases do not begin closer than that. */
const LEAST_SECONDS = 2;
/** Units of that length are compared for marked changes, so many on both sides. */
const [UNIT_SECONDS, UNITS] = [0.5, 4] as const;

/** Times at which phrases begin: after rests, and where the sound changes markedly. Ascending, in seconds. */
export function phrasesOf(sound: SongSound, groups: OnsetStrength): number[] {
  const phrases = afterRests(sound.power);
  for (const time of atChanges(sound, groups)) {
    if (phrases.every((other) => Math.abs(other - time) >= LEAST_SECONDS)) phrases.push(time);
  }
  return phrases.filter((time) => time < sound.durationSeconds).sort((a, b) => a - b);
}

function afterRests(power: Float32Array): number[] {
  const levels = decibelsOf(power, 3);
  // The loudness of the surroundings: the mean of the power, not of its logarithm, so that rests hardly lower it.
  const around = decibelsOf(power, Math.round(4 * FRAME_RATE));
  const starts: number[] = [];
  let quiet = REST_FRAMES;
  for (let frame = 0; frame < levels.length; frame += 1) {
    const isRest = (levels[frame] ?? 0) < Math.max(-90, (around[frame] ?? 0) - REST_DECIBELS);
    if (!isRest && quiet >= REST_FRAMES) {
      const time = secondsOf(frame);
      if (time - (starts.at(-1) ?? -LEAST_SECONDS) >= LEAST_SECONDS) starts.push(time);
    }
    quiet = isRest ? quiet + 1 : 0;
  }
  return starts;
}

/** Marked changes, the most marked first. */
function atChanges(sound: SongSound, groups: OnsetStrength): number[] {
  const count = Math.floor(sound.durationSeconds / UNIT_SECONDS);
  if (count < UNITS * 2) return [];
  const times = Array.from({ length: count + 1 }, (_, i) => i * UNIT_SECONDS);
  const timbres = timbresOf(sound, groups, times);
  const changes = Float32Array.from(timbres, (_, i) =>
    i < UNITS || i + UNITS > timbres.length
      ? 0
      : timbreDistance(meanTimbre(timbres.slice(i - UNITS, i)), meanTimbre(timbres.slice(i, i + UNITS))),
  );
  const usual = movingMean(changes, 20);
  const marked = Math.max(0.35, quantile(changes, 0.6));
  return times
    .slice(0, -1)
    .filter((_, i) => {
      const own = changes[i] ?? 0;
      return (
        own >= marked && own > (usual[i] ?? 0) && own >= (changes[i - 1] ?? 0) && own > (changes[i + 1] ?? 0)
      );
    })
    .sort((a, b) => (changes[b * 2] ?? 0) - (changes[a * 2] ?? 0));
}
