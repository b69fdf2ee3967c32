import type { Truth } from '../truth.ts';
import type { Chance } from './chance.ts';
import { layGrid } from './grid.ts';
import { normalise } from './mixing.ts';
import { progression } from './patterns.ts';
import { type Progression, Studio } from './studio.ts';

/** What a song is recorded with; what is left out is chosen as most songs have it. */
export interface SessionPlan {
  readonly bpm: readonly [low: number, high: number];
  readonly seconds?: number;
  readonly beatsPerBar?: number;
  readonly swing?: number;
  readonly drift?: number;
  readonly looseness?: number;
  /** The tempo over time as a multiple of the chosen one, for songs that change it. */
  readonly bend?: (share: number) => number;
}

export interface Session {
  readonly studio: Studio;
  readonly bpm: number;
  readonly chords: Progression;
  /** The chord of a bar. */
  chordOf(bar: number): readonly number[];
  /** The song and what is true of it; `changes` are the bars in which the arrangement changes. */
  finish(changes: readonly number[]): { pcm: Float32Array; truth: Truth };
}

/** Opens a recording session: tempo, grid, players and chords are left to chance within the plan. */
export function openSession(chance: Chance, rate: number, plan: SessionPlan): Session {
  const seconds = plan.seconds ?? 45;
  const bpm = chance.between(...plan.bpm);
  const { bend } = plan;
  const grid = layGrid(
    {
      seconds,
      beatsPerBar: plan.beatsPerBar ?? 4,
      offset: chance.between(0.05, 1.2),
      bpmAt: (time) => bpm * (bend?.(time / seconds) ?? 1),
      swing: plan.swing ?? 0.5,
      drift: plan.drift ?? 0,
    },
    chance,
  );
  const studio = new Studio({ chance, grid, rate, seconds, looseness: plan.looseness ?? 0.003 });
  const chords = progression(chance);
  return {
    studio,
    bpm,
    chords,
    chordOf: (bar) => chords[bar % chords.length] ?? [60],
    finish(changes) {
      const played = studio.bars * grid.beatsPerBar;
      const beats = grid.beats.slice(0, played);
      const pcm = normalise(studio.mix, chance.between(0.4, 0.95));
      const downbeats = beats.filter((_, index) => index % grid.beatsPerBar === 0);
      const truth: Truth = {
        bpm,
        changing: bend !== undefined,
        beats,
        beatsPerBar: grid.beatsPerBar,
        downbeats,
        changes: changes.flatMap((bar) => downbeats[bar] ?? []),
        vocals: studio.vocals,
      };
      return { pcm, truth };
    },
  };
}
