import { peakShift, spread } from './curves.ts';
import { periodAt } from './tempo-path.ts';

/** How much a beat that comes early or late costs, against onsets of deviation 1. */
const TIGHTNESS = 180;

/**
 * The beats, as fractional frames: the chain of onsets that is strong and keeps to the periods of the path, by
 * dynamic programming (D. Ellis, "Beat tracking by dynamic programming", 2007).
 *
 * @param ratio Periods of the path are multiplied by it: 2 finds beats half as often.
 */
export function trackBeats(curve: Float32Array, path: Float32Array, ratio: number): Float64Array {
  const { deviation } = spread(curve);
  if (deviation === 0) return new Float64Array();
  const length = curve.length;
  const scores = new Float32Array(length);
  const cameFrom = new Int32Array(length).fill(-1);
  let costs = new Float32Array();
  let costsPeriod = 0;
  for (let frame = 0; frame < length; frame += 1) {
    const period = periodAt(path, frame) * ratio;
    if (Math.abs(period - costsPeriod) > 0.05) {
      costsPeriod = period;
      costs = delayCosts(period);
    }
    const first = Math.ceil(period * 0.6);
    let [best, from] = [0, -1];
    for (let delay = first; delay <= frame && delay - first < costs.length; delay += 1) {
      const score = (scores[frame - delay] ?? 0) - (costs[delay - first] ?? 0);
      if (score > best) [best, from] = [score, frame - delay];
    }
    scores[frame] = (curve[frame] ?? 0) / deviation + best;
    cameFrom[frame] = from;
  }
  return walkBack(scores, cameFrom, periodAt(path, length) * ratio);
}

function delayCosts(period: number): Float32Array<ArrayBuffer> {
  const first = Math.ceil(period * 0.6);
  return Float32Array.from(
    { length: Math.floor(period * 1.6) - first + 1 },
    (_, i) => TIGHTNESS * Math.log((first + i) / period) ** 2,
  );
}

/** From the best beat near the end back to the first. */
function walkBack(scores: Float32Array, cameFrom: Int32Array, lastPeriod: number): Float64Array {
  let last = Math.max(0, scores.length - Math.ceil(lastPeriod));
  for (let frame = last; frame < scores.length; frame += 1) {
    if ((scores[frame] ?? 0) > (scores[last] ?? 0)) last = frame;
  }
  const beats: number[] = [];
  for (let frame = last; frame >= 0; frame = cameFrom[frame] ?? -1) beats.push(frame);
  return Float64Array.from(beats.reverse());
}

/** Moves each beat to the top of its onset between the frames, and evens out what remains of chance. */
export function refineBeats(beats: Float64Array, curve: Float32Array): Float64Array {
  const exact = beats.map((beat) => {
    const [before, own, after] = [curve[beat - 1] ?? 0, curve[beat] ?? 0, curve[beat + 1] ?? 0];
    return own >= before && own >= after ? beat + peakShift(before, own, after) : beat;
  });
  return exact.map((beat, index) => beat + 0.6 * evening(exact, curve, index));
}

const NEIGHBOURS = 3;
/** Frames by which neighbours may be off a straight line and still speak about this beat. */
const STRAIGHT = 3.5;

/** How far a beat is from the line through its neighbours, each counting by the strength of its onset. */
function evening(beats: Float64Array, curve: Float32Array, index: number): number {
  if (index < NEIGHBOURS || index + NEIGHBOURS >= beats.length) return 0;
  const own = beats[index] ?? 0;
  let [weights, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (let k = -NEIGHBOURS; k <= NEIGHBOURS; k += 1) {
    const time = (beats[index + k] ?? 0) - own;
    const weight = 0.1 + (curve[Math.round(time + own)] ?? 0);
    weights += weight;
    x += weight * k;
    y += weight * time;
    xx += weight * k * k;
    xy += weight * k * time;
  }
  const slope = (weights * xy - x * y) / (weights * xx - x * x);
  const offset = (y - slope * x) / weights;
  for (let k = -NEIGHBOURS; k <= NEIGHBOURS; k += 1) {
    if (Math.abs((beats[index + k] ?? 0) - own - offset - slope * k) > STRAIGHT) return 0;
  }
  return offset;
}
