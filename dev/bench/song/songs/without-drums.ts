import type { Chance } from '../synth/chance.ts';
import { openSession, type SessionPlan } from '../synth/session.ts';
import { GUITAR, ORGAN, PIANO, STRINGS, type Timbre } from '../synth/tones.ts';
import type { Maker, Recording } from './recording.ts';

/** Chords struck on every beat or every other one, with a bass note on the first. */
function chords(chance: Chance, rate: number, plan: SessionPlan): Recording {
  const session = openSession(chance, rate, plan);
  const { studio, chordOf } = session;
  const { beatsPerBar } = studio.grid;
  const timbre = chance.pick([PIANO, GUITAR, ORGAN] as readonly [Timbre, ...Timbre[]]);
  for (let bar = 0; bar < studio.bars; bar += 1) {
    const chord = chordOf(bar);
    studio.bass(bar, 0, (chord[0] ?? 48) - 12, beatsPerBar / 2);
    for (let beat = 0; beat < beatsPerBar; beat += 1) {
      studio.chord(bar, beat, chord, 0.9, timbre, beat === 0 ? 0.9 : 0.6);
    }
    if (bar >= 8 && bar % 2 === 0) studio.notes(bar, melody(chance, chord, beatsPerBar), PIANO, 0.4);
  }
  return session.finish([8]);
}

function melody(chance: Chance, chord: readonly number[], beatsPerBar: number): [number, number][] {
  const notes: [number, number][] = [];
  for (let at = 0; at < beatsPerBar; at += chance.pick([0.5, 1, 1])) {
    notes.push([at, (chord[chance.whole(0, chord.length - 1)] ?? 60) + 12]);
  }
  return notes;
}

/** A chord's notes one after the other, in eighths, the bass on the first of the bar. */
function arpeggio(chance: Chance, rate: number, plan: SessionPlan): Recording {
  const session = openSession(chance, rate, plan);
  const { studio, chordOf } = session;
  const { beatsPerBar } = studio.grid;
  const timbre = chance.pick([PIANO, GUITAR]);
  const steps = beatsPerBar * 2;
  const order = Array.from({ length: steps }, (_, step) => (step === 0 ? 0 : chance.whole(0, 2)));
  for (let bar = 0; bar < studio.bars; bar += 1) {
    const chord = chordOf(bar);
    const notes = order.map(
      (string, step) => [step / 2, (chord[string] ?? 60) + (step % 4 === 2 ? 12 : 0)] as const,
    );
    studio.notes(bar, notes, timbre, 0.6);
    studio.bass(bar, 0, (chord[0] ?? 48) - 12, beatsPerBar / 2);
    if (beatsPerBar === 4) studio.bass(bar, 2, (chord[0] ?? 48) - 12, 2, 0.6);
  }
  return session.finish([]);
}

const STRUMS = ['D...D.U...U.D.U.', 'D...D...D.U.D.U.', 'D...D.U.D...D.U.'] as const;

function strummed(chance: Chance, rate: number): Recording {
  const session = openSession(chance, rate, { bpm: [80, 140], looseness: 0.006 });
  const { studio, chordOf } = session;
  const pattern = chance.pick(STRUMS);
  for (let bar = 0; bar < studio.bars; bar += 1) {
    const chord = chordOf(bar);
    const strings = [...chord, ...chord.map((note) => note + 12)];
    for (let step = 0; step < 16; step += 1) {
      if (pattern[step] === 'D') studio.strum(bar, step / 4, strings, true, GUITAR, step === 0 ? 1 : 0.75);
      if (pattern[step] === 'U') studio.strum(bar, step / 4, strings, false, GUITAR, 0.7);
    }
    if (bar % 4 !== 3)
      studio.sing(
        bar,
        chord.map((note) => note + 12),
        0.5,
      );
  }
  return session.finish([]);
}

/** Bowed chords and a bowed tune: soft attacks only. */
function strings(chance: Chance, rate: number): Recording {
  const bowed: Timbre = { ...STRINGS, attackSeconds: 0.06, releaseSeconds: 0.12 };
  const session = openSession(chance, rate, { bpm: [85, 130], looseness: 0.01 });
  const { studio, chordOf } = session;
  for (let bar = 0; bar < studio.bars; bar += 1) {
    const chord = chordOf(bar);
    for (const at of [0, 1, 2, 3]) studio.chord(bar, at, chord, 0.95, bowed, at === 0 ? 0.7 : 0.5);
    studio.notes(bar, melody(chance, chord, 4), bowed, 0.3);
  }
  return session.finish([]);
}

/** Songs with a beat that nobody drums. */
export const WITHOUT_DRUMS: Readonly<Record<string, Maker>> = {
  chords: (chance, rate) => chords(chance, rate, { bpm: [70, 140] }),
  'chords-waltz': (chance, rate) => chords(chance, rate, { bpm: [90, 170], beatsPerBar: 3 }),
  arpeggio: (chance, rate) => arpeggio(chance, rate, { bpm: [70, 125] }),
  'arpeggio-waltz': (chance, rate) => arpeggio(chance, rate, { bpm: [90, 150], beatsPerBar: 3 }),
  strummed,
  strings,
};
