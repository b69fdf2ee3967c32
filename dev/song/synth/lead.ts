import type { PlacedBar } from '../arrangement.ts';
import { addPanned, remember, type Stereo } from '../pcm.ts';
import { SAMPLE_RATE, SAMPLES_PER_SIXTEENTH } from '../score.ts';
import { decayAt, fadeEdges } from './envelope.ts';
import { biquad } from './filter.ts';
import { saw, sine } from './oscillator.ts';
import { frequencyOf } from './pitch.ts';

/** `[sixteenth, pitch]`: the tune of the intro and the outro, and the answers in the gaps of the choruses. */
type Phrase = readonly (readonly [at: number, pitch: string])[];

const TUNE: readonly Phrase[] = [
  [
    [0, 'E5'],
    [3, 'A5'],
    [6, 'G5'],
    [8, 'E5'],
    [11, 'D5'],
    [14, 'E5'],
  ],
  [
    [0, 'C5'],
    [3, 'E5'],
    [6, 'D5'],
    [8, 'C5'],
    [12, 'A4'],
    [14, 'C5'],
  ],
];
const ANSWER: Phrase = [
  [12, 'D5'],
  [14, 'E5'],
  [15, 'G5'],
];
const NOTE_SECONDS = 0.9;

function pluck(frequency: number, decaySeconds: number): Float32Array {
  const bright = saw(frequency, 0.5);
  const round = sine(frequency);
  const dull = biquad('lowpass', Math.min(5200, frequency * 4), 0.7);
  const note = Float32Array.from({ length: Math.round(NOTE_SECONDS * SAMPLE_RATE) }, (_, i) => {
    return (0.4 * dull(bright()) + 0.5 * round()) * decayAt(i, decaySeconds);
  });
  fadeEdges(note, 0.004);
  return note;
}

/** Plays the tune, the answers, and a quiet broken chord under the choruses. */
export function playLead(bus: Stereo, bars: readonly PlacedBar[]): void {
  const cached = remember<Float32Array>();
  const play = (pitch: string, at: number, decay: number, gain: number, pan: number): void => {
    const note = cached(`${pitch}/${decay}`, () => pluck(frequencyOf(pitch), decay));
    addPanned(bus, note, at, gain, pan);
  };
  for (const { kind, start, index, chord } of bars) {
    const at = (sixteenth: number): number => start + sixteenth * SAMPLES_PER_SIXTEENTH;
    if (kind === 'intro' || kind === 'outro') {
      for (const [sixteenth, pitch] of TUNE[index % TUNE.length] ?? []) {
        play(pitch, at(sixteenth), 0.28, 0.5, 0.12);
      }
    }
    if (kind === 'chorus' && index === 1) {
      for (const [sixteenth, pitch] of ANSWER) play(pitch, at(sixteenth), 0.2, 0.36, -0.25);
    }
    if (kind === 'chorus') {
      for (let sixteenth = 0; sixteenth < 16; sixteenth += 1) {
        const pitch = chord.pad[(sixteenth * 3) % chord.pad.length];
        if (pitch)
          play(
            pitch,
            at(sixteenth),
            0.07,
            sixteenth % 4 === 0 ? 0.2 : 0.13,
            sixteenth % 2 === 0 ? -0.5 : 0.5,
          );
      }
    }
  }
}
