import type { Chance } from '../synth/chance.ts';
import { FUNK, HOUSE, ROCK } from '../synth/patterns.ts';
import { openSession } from '../synth/session.ts';
import type { Pattern } from '../synth/studio.ts';
import { PIANO } from '../synth/tones.ts';
import type { Maker, Recording } from './recording.ts';

function played(
  chance: Chance,
  rate: number,
  bpm: readonly [number, number],
  bend: (share: number) => number,
): Recording {
  const session = openSession(chance, rate, { bpm, bend, seconds: 70 });
  const { studio, chordOf } = session;
  const pattern = chance.pick<Pattern>([...ROCK, ...HOUSE, ...FUNK]);
  for (let bar = 0; bar < studio.bars; bar += 1) {
    const chord = chordOf(bar);
    studio.drums(bar, pattern);
    studio.bass(bar, 0, (chord[0] ?? 48) - 24, 2);
    for (const at of [0, 2]) studio.chord(bar, at, chord, 1.8, PIANO, 0.6);
  }
  return session.finish([]);
}

/** Songs that change their tempo: at once in the middle, or little by little. */
export const CHANGING: Readonly<Record<string, Maker>> = {
  'step-up': (chance, rate) => {
    const factor = chance.between(1.12, 1.35);
    return played(chance, rate, [80, 115], (share) => (share < 0.5 ? 1 : factor));
  },
  'step-down': (chance, rate) => {
    const factor = chance.between(0.75, 0.9);
    return played(chance, rate, [110, 150], (share) => (share < 0.5 ? 1 : factor));
  },
  accelerando: (chance, rate) => {
    const factor = chance.between(1.2, 1.45);
    return played(chance, rate, [80, 115], (share) => 1 + (factor - 1) * share);
  },
  ritardando: (chance, rate) => {
    const factor = chance.between(0.7, 0.85);
    return played(chance, rate, [110, 150], (share) => 1 + (factor - 1) * share);
  },
};
