import { TEMPO_HOP } from './autocorrelation.ts';
import { valueAt } from './curves.ts';
import { FRAME_RATE } from './frames.ts';
import { periodOf, TEMPO_COUNT, type Tempogram } from './tempogram.ts';

/** Most people tap between 80 and 160; how sure of that is a spread of about an octave. */
const [USUAL_BPM, SPREAD_OCTAVES] = [115, 0.9] as const;
/**
 * What a change of tempo costs from one window to the next: per step of 1.5 %, and at most, up to a jump by half.
 * Beyond that it is hardly the tempo that changes, but the level on which it is counted.
 */
const [STEP_COST, JUMP_COST, LEVEL_COST] = [0.02, 0.25, 1.2] as const;
const WIDEST_JUMP = 28;
const PRIOR_WEIGHT = 0.12;

/** How usual a tempo is, as a logarithm: 0 at best. */
export function usualness(bpm: number): number {
  return -0.5 * (Math.log2(bpm / USUAL_BPM) / SPREAD_OCTAVES) ** 2;
}

/** The period in frames at each window, following changes of tempo. */
export function tempoPath(fits: Tempogram): Float32Array {
  const prior = Float32Array.from(
    { length: TEMPO_COUNT },
    (_, tempo) => PRIOR_WEIGHT * usualness((60 * FRAME_RATE) / periodOf(tempo)),
  );
  let scores = Float32Array.from(prior, (value, tempo) => value + (fits[0]?.[tempo] ?? 0));
  const cameFrom: Int16Array[] = [];
  for (const fit of fits.slice(1)) {
    const { best, from } = arrive(scores);
    cameFrom.push(from);
    scores = best.map((score, tempo) => score + (fit[tempo] ?? 0) + (prior[tempo] ?? 0));
  }
  let place = indexOfGreatest(scores);
  const places = new Float32Array(fits.length);
  for (let window = fits.length - 1; window >= 0; window -= 1) {
    places[window] = place + refine(fits[window] ?? scores, place);
    place = cameFrom[window - 1]?.[place] ?? place;
  }
  return places.map(periodOf);
}

/** For each tempo the best way to come there: costs grow with the distance, up to that of a jump. */
function arrive(scores: Float32Array): { best: Float32Array<ArrayBuffer>; from: Int16Array } {
  const greatest = indexOfGreatest(scores);
  const best = scores.map((score) => Math.max(score, (scores[greatest] ?? 0) - LEVEL_COST));
  const from = Int16Array.from(scores, (score, tempo) => (best[tempo] === score ? tempo : greatest));
  for (let tempo = 0; tempo < best.length; tempo += 1) {
    const last = Math.min(best.length - 1, tempo + WIDEST_JUMP);
    for (let origin = Math.max(0, tempo - WIDEST_JUMP); origin <= last; origin += 1) {
      const cost = Math.min(JUMP_COST, STEP_COST * Math.abs(tempo - origin));
      if ((scores[origin] ?? 0) - cost <= (best[tempo] ?? 0)) continue;
      best[tempo] = (scores[origin] ?? 0) - cost;
      from[tempo] = origin;
    }
  }
  return { best, from };
}

function refine(fit: Float32Array, place: number): number {
  const [before, own, after] = [fit[place - 1] ?? 0, fit[place] ?? 0, fit[place + 1] ?? 0];
  const bend = before - 2 * own + after;
  return bend < -1e-6 ? Math.min(0.5, Math.max(-0.5, (0.5 * (before - after)) / bend)) : 0;
}

function indexOfGreatest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i += 1) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
}

/** The period at a frame, between those of the windows around it. A window stands for its middle. */
export function periodAt(path: Float32Array, frame: number): number {
  const window = frame / TEMPO_HOP - 3;
  return valueAt(path, Math.min(path.length - 1, Math.max(0, window)));
}
