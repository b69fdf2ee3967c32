import type { PlacedBar } from '../arrangement.ts';
import { addMono, remember } from '../pcm.ts';
import { SAMPLE_RATE, SAMPLES_PER_SIXTEENTH, type SectionKind } from '../score.ts';
import { envelopeAt } from './envelope.ts';
import { biquad } from './filter.ts';
import { saw, sine } from './oscillator.ts';
import { frequencyOf } from './pitch.ts';

/** `[sixteenth, length in sixteenths, octaves above the root]` of one bar. */
type BassStep = readonly [at: number, length: number, octave: number];

const HELD: readonly BassStep[] = [[0, 15, 0]];
/** Off the beat, where the kick leaves room. */
const VERSE: readonly BassStep[] = [0, 2, 4, 6, 8, 10, 12, 14].map((at) => [at, 1.7, at % 8 === 6 ? 1 : 0]);
const CHORUS: readonly BassStep[] = [0, 2, 4, 6, 8, 10, 12, 14].map((at) => [at, 1.7, at % 4 === 2 ? 1 : 0]);

const STEPS: Readonly<Record<SectionKind, readonly BassStep[]>> = {
  intro: HELD,
  verse: VERSE,
  chorus: CHORUS,
  outro: HELD,
};

function bassNote(frequency: number, sixteenths: number): Float32Array {
  const holdSeconds = (sixteenths * SAMPLES_PER_SIXTEENTH) / SAMPLE_RATE;
  const envelope = { attackSeconds: 0.006, holdSeconds, releaseSeconds: 0.05 };
  const rich = saw(frequency, 0.5);
  const sub = sine(frequency);
  const dull = biquad('lowpass', Math.min(900, frequency * 6), 0.8);
  const length = Math.round((holdSeconds + 0.06) * SAMPLE_RATE);
  return Float32Array.from({ length }, (_, i) => {
    return (0.55 * dull(rich()) + 0.5 * sub()) * envelopeAt(envelope, i / SAMPLE_RATE);
  });
}

/** Plays the bass line of all bars into a mono bus. */
export function playBass(bus: Float32Array, bars: readonly PlacedBar[]): void {
  const cached = remember<Float32Array>();
  for (const { kind, start, chord } of bars) {
    for (const [at, sixteenths, octave] of STEPS[kind]) {
      const frequency = frequencyOf(chord.bass) * 2 ** octave;
      const note = cached(`${frequency}/${sixteenths}`, () => bassNote(frequency, sixteenths));
      addMono(bus, note, start + at * SAMPLES_PER_SIXTEENTH, octave > 0 ? 0.75 : 1);
    }
  }
}
