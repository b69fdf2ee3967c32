import type { Chance } from './chance.ts';
import { type DrumKit, drumKit } from './drums.ts';
import type { Grid } from './grid.ts';
import { add } from './mixing.ts';
import { BASS, syllable, type Timbre, tone } from './tones.ts';

/** One bar of drums, a letter for each step: `X` loud, `x` normal, `o` soft, anything else a rest. */
export interface Pattern {
  readonly kick?: string;
  readonly snare?: string;
  readonly hat?: string;
  readonly openHat?: string;
  readonly ride?: string;
  readonly rim?: string;
}

/** Four chords, one a bar, as MIDI notes with the root first. */
export type Progression = readonly (readonly number[])[];

const LOUDNESS: Readonly<Record<string, number>> = { X: 1, x: 0.75, o: 0.35 };
const PARTS = [
  ['kick', 1],
  ['snare', 0.8],
  ['hat', 0.4],
  ['openHat', 0.35],
  ['ride', 0.4],
  ['rim', 0.5],
] as const;

/** Where a song is played and recorded. Bars are counted from 0; times are the grid's, give or take the players. */
export class Studio {
  readonly mix: Float32Array;
  readonly chance: Chance;
  readonly grid: Grid;
  readonly rate: number;
  /** How far players are off the grid: the deviation in seconds. */
  readonly looseness: number;
  readonly vocals: { start: number; end: number }[] = [];
  readonly #kit: DrumKit;
  readonly #tones = new Map<string, Float32Array>();

  constructor(given: { chance: Chance; grid: Grid; rate: number; seconds: number; looseness: number }) {
    this.chance = given.chance;
    this.grid = given.grid;
    this.rate = given.rate;
    this.looseness = given.looseness;
    this.mix = new Float32Array(Math.round(given.seconds * given.rate));
    this.#kit = drumKit(given.chance, given.rate);
  }

  get bars(): number {
    return Math.floor(this.grid.beats.length / this.grid.beatsPerBar);
  }

  drums(bar: number, pattern: Pattern, gain = 1): void {
    for (const [part, level] of PARTS) {
      const steps = pattern[part] ?? '';
      for (let step = 0; step < steps.length; step += 1) {
        const loudness = LOUDNESS[steps[step] ?? ''] ?? 0;
        if (loudness === 0) continue;
        const hit = gain * level * loudness * this.chance.between(0.85, 1.15);
        this.#place(this.#kit[part], bar, (step / steps.length) * this.grid.beatsPerBar, hit);
      }
    }
  }

  crash(bar: number): void {
    this.#place(this.#kit.crash, bar, 0, 0.35);
  }

  /** Notes at positions in beats within the bar, each held to the next one. */
  notes(bar: number, notes: readonly (readonly [at: number, note: number])[], timbre: Timbre, gain: number) {
    for (const [index, [at, note]] of notes.entries()) {
      const until = notes[index + 1]?.[0] ?? this.grid.beatsPerBar;
      this.note(bar, at, note, Math.max(0.1, (until - at) * 0.92), timbre, gain);
    }
  }

  note(bar: number, at: number, note: number, beats: number, timbre: Timbre, gain: number): void {
    const start = bar * this.grid.beatsPerBar + at;
    const seconds = Math.round(Math.max(0.05, this.grid.at(start + beats) - this.grid.at(start)) * 20) / 20;
    const key = `${note}/${seconds}/${timbre.attackSeconds}/${timbre.decaySeconds}/${timbre.slope}`;
    let sound = this.#tones.get(key);
    if (sound === undefined) {
      sound = tone({ note, seconds, rate: this.rate }, timbre);
      this.#tones.set(key, sound);
    }
    this.#place(sound, bar, at, gain * this.chance.between(0.85, 1.1));
  }

  chord(bar: number, at: number, notes: readonly number[], beats: number, timbre: Timbre, gain: number) {
    for (const note of notes) this.note(bar, at, note, beats, timbre, gain / Math.sqrt(notes.length));
  }

  /** The strings of a chord one after the other, downwards or upwards. */
  strum(bar: number, at: number, notes: readonly number[], down: boolean, timbre: Timbre, gain: number) {
    const order = down ? notes : [...notes].reverse();
    const start = this.grid.at(bar * this.grid.beatsPerBar + at);
    const late = this.chance.between(0.006, 0.012);
    for (const [string, note] of order.entries()) {
      const sound = tone({ note, seconds: 0.25, rate: this.rate }, timbre);
      add(this.mix, sound, start + string * late, this.rate, (gain * (down ? 1 : 0.6)) / 2);
    }
  }

  bass(bar: number, at: number, note: number, beats: number, gain = 0.9): void {
    this.note(bar, at, note, beats, BASS, gain);
  }

  /** A sung line: syllables mostly on eighths, with rests, never quite in time. */
  sing(bar: number, scale: readonly number[], gain: number): void {
    const { chance, grid } = this;
    const start = bar * grid.beatsPerBar;
    let at = chance.pick([0, 0.5, 0.5, 1]);
    const until = grid.beatsPerBar - chance.pick([0, 0.5, 1]);
    const began = grid.at(start + at);
    while (at < until) {
      const beats = chance.pick([0.5, 0.5, 1, 1, 1.5]);
      const from = grid.at(start + at) + chance.normal(0.025);
      const seconds = (grid.at(start + at + beats) - grid.at(start + at)) * 0.85;
      const note = scale[chance.whole(0, scale.length - 1)] ?? 60;
      add(this.mix, syllable(chance, { note, seconds, rate: this.rate }), from, this.rate, gain);
      at += beats;
    }
    this.vocals.push({ start: began, end: grid.at(start + at) });
  }

  #place(sound: Float32Array, bar: number, at: number, gain: number): void {
    const seconds = this.grid.at(bar * this.grid.beatsPerBar + at) + this.chance.normal(this.looseness);
    add(this.mix, sound, seconds, this.rate, gain);
  }
}
