import type { SongAnalysis } from '#contracts/media-jobs/analyze-song.ts';
import { quantile } from './curves.ts';
import { decibelsOf, thousandths } from './energy.ts';
import { FRAME_RATE, secondsOf } from './frames.ts';

export type Moment = SongAnalysis['moments'][number];

/** What comes after is compared with what came before over so many seconds. */
const SIDE_SECONDS = 3;
/** A drop or break changes the level by that much at least; a strength of 1 is {@link FULL_DECIBELS}. */
const [LEAST_DECIBELS, FULL_DECIBELS] = [4, 15] as const;
/** Two drops or breaks are at least so far apart, and two accents. */
const [APART_SECONDS, ACCENTS_APART_SECONDS] = [6, 4] as const;
/** A build rises for that long into its drop. */
const BUILD_SECONDS = 8;
const BUILD_DECIBELS = 3;
/** How far above its surroundings an accent's amplitude must rise. */
const ACCENT_FACTOR = 3;

/** Drops, breaks, the builds before drops, and lone accents; ascending. */
export function momentsOf(
  power: Float32Array,
  accents: Float32Array,
  /** Starts of bars, to which drops and breaks belong, in seconds. */
  bars: readonly number[],
): Moment[] {
  const jumps = jumpsOf(power, bars);
  const moments = jumps.flatMap((jump) =>
    jump.kind === 'drop' ? [...buildBefore(jump, power), jump] : [jump],
  );
  for (const accent of accentMoments(accents)) {
    if (moments.every(({ seconds }) => Math.abs(seconds - accent.seconds) >= ACCENTS_APART_SECONDS)) {
      moments.push(accent);
    }
  }
  return moments.sort((a, b) => a.seconds - b.seconds);
}

function jumpsOf(power: Float32Array, bars: readonly number[]): Moment[] {
  const side = Math.round(SIDE_SECONDS * FRAME_RATE);
  const levels = decibelsOf(power, Math.floor(side / 2));
  // A level below that is silence, into which nothing breaks further.
  const lowest = quantile(levels, 0.95) - 35;
  const levelAt = (frame: number) => Math.max(lowest, levels[Math.round(frame)] ?? lowest);
  const candidates: Moment[] = [];
  for (let frame = side; frame + side < power.length; frame += 8) {
    const change = levelAt(frame + side / 2) - levelAt(frame - side / 2);
    if (Math.abs(change) < LEAST_DECIBELS) continue;
    const strength = thousandths(Math.min(1, Math.abs(change) / FULL_DECIBELS));
    candidates.push({ kind: change > 0 ? 'drop' : 'break', seconds: secondsOf(frame), strength });
  }
  candidates.sort((a, b) => b.strength - a.strength);
  const taken: Moment[] = [];
  for (const moment of candidates) {
    if (taken.some(({ seconds }) => Math.abs(seconds - moment.seconds) < APART_SECONDS)) continue;
    taken.push({ ...moment, seconds: onBar(moment.seconds, bars) });
  }
  return taken;
}

/** The start of the nearest bar, if that is near. */
function onBar(seconds: number, bars: readonly number[]): number {
  const near = bars.filter((bar) => Math.abs(bar - seconds) < 0.7);
  return near.sort((a, b) => Math.abs(a - seconds) - Math.abs(b - seconds))[0] ?? seconds;
}

/** The start of the rise that leads to a drop, if there is one. */
function buildBefore(drop: Moment, power: Float32Array): Moment[] {
  const levels = decibelsOf(power, Math.round(FRAME_RATE));
  const at = (seconds: number) => levels[Math.round(seconds * FRAME_RATE)] ?? -120;
  const start = drop.seconds - BUILD_SECONDS;
  if (start < 1) return [];
  const [begin, middle, end] = [at(start), at(drop.seconds - BUILD_SECONDS / 2), at(drop.seconds - 1.2)];
  const isRise = end - begin >= BUILD_DECIBELS && middle >= begin && end >= middle;
  return isRise
    ? [{ kind: 'build', seconds: start, strength: thousandths(Math.min(1, (end - begin) / FULL_DECIBELS)) }]
    : [];
}

function accentMoments(accents: Float32Array): Moment[] {
  const reach = Math.round(3 * FRAME_RATE);
  const clear = quantile(accents, 0.995);
  const found: Moment[] = [];
  for (let frame = 1; frame + 1 < accents.length; frame += 1) {
    const own = accents[frame] ?? 0;
    if (own < clear || own <= 0 || own < (accents[frame - 1] ?? 0) || own <= (accents[frame + 1] ?? 0))
      continue;
    let greatest = 0;
    for (
      let other = Math.max(0, frame - reach);
      other < Math.min(accents.length, frame + reach);
      other += 1
    ) {
      if (Math.abs(other - frame) > 8) greatest = Math.max(greatest, accents[other] ?? 0);
    }
    if (own < ACCENT_FACTOR * greatest) continue;
    const strength = thousandths(Math.min(1, own / Math.max(1e-9, greatest) / (2 * ACCENT_FACTOR)));
    found.push({ kind: 'accent', seconds: secondsOf(frame), strength });
  }
  return found;
}
