import type { Chance } from './chance.ts';

/** When the beats of a song fall. */
export interface Grid {
  /** Seconds; the first one begins a bar. */
  readonly beats: readonly number[];
  readonly beatsPerBar: number;
  /** The second at which a position in beats falls; what lies between beats is swung. */
  at(position: number): number;
}

export interface GridPlan {
  readonly seconds: number;
  readonly beatsPerBar: number;
  /** Seconds of the first beat. */
  readonly offset: number;
  /** The tempo at that time. */
  readonly bpmAt: (seconds: number) => number;
  /** Where the middle of a beat is played: 0.5 straight, 0.67 a triplet's last note. */
  readonly swing: number;
  /** How far the tempo wanders (deviation per beat, as a share). */
  readonly drift: number;
}

/** Lays the beats out, to the end of the song. */
export function layGrid(plan: GridPlan, chance: Chance): Grid {
  const beats: number[] = [];
  let wander = 0;
  for (let time = plan.offset; time < plan.seconds; ) {
    beats.push(time);
    wander = wander * 0.9 + chance.normal(plan.drift);
    time += (60 / plan.bpmAt(time)) * (1 + wander);
  }
  const last = beats.length - 1;
  return {
    beats,
    beatsPerBar: plan.beatsPerBar,
    at(position) {
      const index = Math.min(last - 1, Math.max(0, Math.floor(position)));
      const [from, to] = [beats[index] ?? 0, beats[index + 1] ?? plan.seconds];
      const within = position - index;
      const swung =
        within >= 0 && within <= 1
          ? within < 0.5
            ? within * 2 * plan.swing
            : plan.swing + (within - 0.5) * 2 * (1 - plan.swing)
          : within;
      return from + (to - from) * swung;
    },
  };
}
