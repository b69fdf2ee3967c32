import type { Chance } from '../synth/chance.ts';
import { dullNoise, noiseOf } from '../synth/drums.ts';
import { bury } from '../synth/mixing.ts';
import * as patterns from '../synth/patterns.ts';
import { openSession, type Session, type SessionPlan } from '../synth/session.ts';
import type { Pattern } from '../synth/studio.ts';
import { GUITAR, ORGAN, PAD, PIANO, STRINGS } from '../synth/tones.ts';
import type { Recording } from './recording.ts';

type Patterns = readonly [Pattern, ...Pattern[]];

/** A band: drums, bass and chords; the arrangement thins out and fills up every four or eight bars. */
function band(session: Session, choices: Patterns, loudness: { vocals: number; drums: number }): Recording {
  const { studio, chordOf } = session;
  const { chance } = studio;
  const [verse, chorus] = [chance.pick(choices), chance.pick(choices)];
  const timbre = chance.pick([PIANO, GUITAR, ORGAN, PAD, STRINGS]);
  const block = chance.pick([4, 8]);
  const intro = chance.pick([0, 2, 4]);
  const bassOnBeats = chance.happens(0.5);
  const changes: number[] = [];
  for (let bar = 0; bar < studio.bars; bar += 1) {
    const part = bar < intro ? 0 : 1 + Math.floor((bar - intro) / block);
    if (bar === intro || (bar > intro && (bar - intro) % block === 0)) changes.push(bar);
    const isChorus = part > 0 && part % 2 === 0;
    const chord = chordOf(bar);
    const root = (chord[0] ?? 48) - 24;
    if (part === 0 && chance.happens(0.7)) studio.drums(bar, { hat: verse.hat ?? verse.ride ?? '' }, 0.7);
    if (part > 0) studio.drums(bar, isChorus ? chorus : verse, loudness.drums * (isChorus ? 1.1 : 0.9));
    if (isChorus && changes.includes(bar)) studio.crash(bar);
    studio.chord(bar, 0, chord, studio.grid.beatsPerBar, timbre, isChorus ? 0.5 : 0.3);
    if (part === 0) continue;
    const steps = bassOnBeats ? studio.grid.beatsPerBar : 1 + chance.whole(0, 2);
    for (let step = 0; step < steps; step += 1) {
      const at = (step * studio.grid.beatsPerBar) / steps;
      studio.bass(bar, Math.round(at * 2) / 2, root, studio.grid.beatsPerBar / steps, 0.7);
    }
    if (loudness.vocals > 0 && bar % 4 !== 3)
      studio.sing(
        bar,
        chord.map((note) => note + 12),
        loudness.vocals,
      );
  }
  return session.finish(changes.filter((bar) => bar > 0));
}

const plain =
  (plan: SessionPlan, choices: Patterns, vocals = 0) =>
  (chance: Chance, rate: number): Recording =>
    band(openSession(chance, rate, plan), choices, { vocals, drums: 1 });

/** Everything else plays over drums that are as loud as the noise, or half as loud. */
function buried(chance: Chance, rate: number, decibels: readonly [number, number]): Recording {
  const session = openSession(chance, rate, { bpm: [75, 165], seconds: 60 });
  const { studio } = session;
  const pattern = chance.pick([
    ...patterns.ROCK,
    ...patterns.HOUSE,
  ] as const satisfies readonly Pattern[] as Patterns);
  for (let bar = 0; bar < studio.bars; bar += 1) studio.drums(bar, pattern);
  const { pcm, truth } = session.finish([]);
  const noise = chance.happens(0.5) ? noiseOf(chance, 60, rate) : dullNoise(chance, 60, 800, rate);
  return { pcm: bury(pcm, noise, chance.between(...decibels)), truth };
}

/** Drums only from a third of the song on, and silent again for a while later. */
function lateDrums(chance: Chance, rate: number): Recording {
  const session = openSession(chance, rate, { bpm: [80, 150], seconds: 60 });
  const { studio, chordOf } = session;
  const pattern = chance.pick<Pattern>([...patterns.ROCK, ...patterns.HOUSE]);
  const third = Math.floor(studio.bars / 3);
  const [pause, back] = [third * 2, third * 2 + Math.max(2, Math.floor(third / 3))];
  for (let bar = 0; bar < studio.bars; bar += 1) {
    const chord = chordOf(bar);
    studio.notes(
      bar,
      [0, 1, 2, 3].map((at) => [at, (chord[at % 3] ?? 60) + 12] as const),
      PIANO,
      0.4,
    );
    if (bar < third || (bar >= pause && bar < back)) continue;
    studio.drums(bar, pattern);
    studio.bass(bar, 0, (chord[0] ?? 48) - 24, 4);
  }
  return session.finish([third, pause, back]);
}

/** Songs in which drums or percussion keep the beat. */
export const WITH_DRUMS: Readonly<Record<string, (chance: Chance, rate: number) => Recording>> = {
  rock: plain({ bpm: [90, 160] }, patterns.ROCK),
  'slow-rock': plain({ bpm: [62, 90] }, patterns.ROCK),
  'fast-rock': plain({ bpm: [160, 200] }, [patterns.ROCK[0], patterns.ROCK[1] ?? patterns.ROCK[0]]),
  'rock-vocals': plain({ bpm: [75, 150] }, patterns.ROCK, 1.2),
  house: plain({ bpm: [110, 150] }, patterns.HOUSE),
  funk: plain({ bpm: [85, 125], looseness: 0.006 }, patterns.FUNK),
  'hip-hop': plain({ bpm: [75, 105], looseness: 0.006 }, patterns.HIP_HOP, 0.9),
  breakbeat: plain({ bpm: [155, 185] }, patterns.BREAKBEAT),
  'half-time': plain({ bpm: [120, 160] }, patterns.HALF_TIME),
  ballad: plain({ bpm: [60, 85], looseness: 0.008 }, patterns.BALLAD, 0.9),
  'one-drop': plain({ bpm: [65, 90] }, patterns.ONE_DROP),
  waltz: plain({ bpm: [85, 180], beatsPerBar: 3 }, patterns.WALTZ),
  jazz: (chance, rate) =>
    plain({ bpm: [110, 200], swing: chance.between(0.6, 0.68), looseness: 0.008 }, patterns.JAZZ)(
      chance,
      rate,
    ),
  shuffle: (chance, rate) =>
    plain({ bpm: [80, 140], swing: chance.between(0.62, 0.68), looseness: 0.005 }, patterns.SHUFFLE)(
      chance,
      rate,
    ),
  drummer: plain({ bpm: [80, 150], drift: 0.004, looseness: 0.012 }, patterns.ROCK),
  'noise-0-db': (chance, rate) => buried(chance, rate, [-2, 2]),
  'noise-6-db': (chance, rate) => buried(chance, rate, [-6.5, -5]),
  'late-drums': lateDrums,
  'rock-8-khz': (chance) => ({ ...plain({ bpm: [80, 160] }, patterns.ROCK)(chance, 8000), rate: 8000 }),
  'loud-vocals': (chance, rate) =>
    band(openSession(chance, rate, { bpm: [80, 140] }), patterns.ROCK, { vocals: 2.5, drums: 0.35 }),
};
