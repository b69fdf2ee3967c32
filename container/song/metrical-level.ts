import { quantile, valueAt } from './curves.ts';
import { FRAME_RATE } from './frames.ts';
import type { OnsetStrength } from './onset-strength.ts';
import { usualness } from './tempo-path.ts';
import { placeOf, type Tempogram } from './tempogram.ts';
import { trackBeats } from './track-beats.ts';

/** What a metrical level is judged by: curves with one value per frame, and how well tempi fit. */
export interface Evidence {
  /** All onsets. */
  readonly curve: Float32Array;
  readonly groups: OnsetStrength;
  /** Rises of the sound's amplitude: what is loud, not only what begins. */
  readonly accents: Float32Array;
  readonly fits: Tempogram;
  readonly path: Float32Array;
}

/** Periods of a path that may be the beat instead: what lies between beats is easily taken for them, and bars, too. */
const RATIOS = [1 / 4, 1 / 3, 1 / 2, 2 / 3, 1, 3 / 2, 2, 3, 4] as const;
const [SLOWEST, FASTEST] = [48, 220];
const FEWEST_BEATS = 4;

/**
 * How much each sign speaks for a level. Fitted by logistic regression to 232 of the bench's songs (seeds 1 to 8);
 * what the bench reports are others.
 */
const WEIGHTS = {
  usual: 3.9,
  fit: 4.1,
  between: -2.1,
  thirds: -2.2,
  backbeat: 3.8,
  bare: -2.1,
  accentsBetween: -0.8,
  accentsOnThirds: -3,
  snareBetween: 0.5,
} as const;

/** The beats as fractional frames at the level on which most people would clap; empty where there are none. */
export function beatsOfBestLevel(evidence: Evidence): Float64Array {
  let best: { beats: Float64Array; score: number } | undefined;
  const usual = (60 * FRAME_RATE) / quantile(evidence.path, 0.5);
  for (const ratio of RATIOS) {
    if (usual / ratio < SLOWEST || usual / ratio > FASTEST) continue;
    const beats = trackBeats(evidence.curve, evidence.path, ratio);
    if (beats.length < FEWEST_BEATS) continue;
    const score = scoreOf(beats, ratio, evidence);
    if (best === undefined || score > best.score) best = { beats, score };
  }
  return best?.beats ?? new Float64Array();
}

function scoreOf(beats: Float64Array, ratio: number, evidence: Evidence): number {
  const { curve, groups, accents, fits, path } = evidence;
  const gaps = beats.subarray(1).map((beat, i) => beat - (beats[i] ?? 0));
  const all = profileOf(beats, curve);
  const [kick, snare] = [profileOf(beats, groups[0] ?? curve), profileOf(beats, groups[3] ?? curve)];
  const loud = profileOf(beats, accents);
  const fit =
    fits.reduce((sum, own, i) => sum + valueAt(own, placeOf((path[i] ?? 1) * ratio)), 0) / fits.length;
  const signs: Record<keyof typeof WEIGHTS, number> = {
    usual: usualness((60 * FRAME_RATE) / quantile(gaps, 0.5)),
    fit,
    between: share(all.half, all.on),
    thirds: share(all.third, all.on),
    // The kick on one of two beats and the snare on the other: most popular music.
    backbeat: Math.max(0, -contrast(kick.even, kick.odd) * contrast(snare.even, snare.odd)),
    // Where nothing at all sounds between the beats, they may be the finest notes there are.
    bare: 8 * Math.max(0, 0.12 - share(all.half, all.on)),
    accentsBetween: contrast(loud.half, loud.on),
    accentsOnThirds: contrast(loud.third, loud.on),
    snareBetween: contrast(snare.half, snare.on),
  };
  return Object.entries(WEIGHTS).reduce((sum, [name, weight]) => {
    // Both have the same keys: `signs` is a record over those of the weights.
    return sum + weight * signs[name as keyof typeof WEIGHTS];
  }, 0);
}

/** Mean strength on the beats (all, every other one, the rest), in the middle between them, and a third off. */
interface Profile {
  readonly on: number;
  readonly even: number;
  readonly odd: number;
  readonly half: number;
  readonly third: number;
}

function profileOf(beats: Float64Array, curve: Float32Array): Profile {
  const count = beats.length - 1;
  let [even, odd, half, third] = [0, 0, 0, 0];
  for (let i = 0; i < count; i += 1) {
    const [beat, gap] = [beats[i] ?? 0, (beats[i + 1] ?? 0) - (beats[i] ?? 0)];
    const own = near(curve, beat);
    if (i % 2 === 0) even += own;
    else odd += own;
    half += near(curve, beat + gap / 2);
    third += (near(curve, beat + gap / 3) + near(curve, beat + (gap * 2) / 3)) / 2;
  }
  return {
    on: (even + odd) / count,
    even: (even * 2) / count,
    odd: (odd * 2) / count,
    half: half / count,
    third: third / count,
  };
}

/** The greatest value within two frames. */
export function near(curve: Float32Array, place: number): number {
  const centre = Math.round(place);
  let greatest = 0;
  for (let i = centre - 2; i <= centre + 2; i += 1) greatest = Math.max(greatest, curve[i] ?? 0);
  return greatest;
}

const share = (part: number, whole: number) => part / (whole + 1e-9);
const contrast = (one: number, other: number) => (one - other) / (one + other + 1e-9);
