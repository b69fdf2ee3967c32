import type { PlacedBar } from '../arrangement.ts';
import { addStereo, remember, type Stereo, silence } from '../pcm.ts';
import { type Chord, SAMPLE_RATE, SAMPLES_PER_BAR } from '../score.ts';
import { envelopeAt } from './envelope.ts';
import { biquad } from './filter.ts';
import { saw } from './oscillator.ts';
import { frequencyOf } from './pitch.ts';

/** Detuning of the saws in cents and where each one sits: together they make the pad wide and slow-moving. */
const VOICES = [
  { cents: -7, left: 1, right: 0.25 },
  { cents: 0, left: 0.6, right: 0.6 },
  { cents: 8, left: 0.25, right: 1 },
];

function padBar(chord: Chord, bright: boolean): Stereo {
  const holdSeconds = SAMPLES_PER_BAR / SAMPLE_RATE;
  const envelope = { attackSeconds: 0.09, holdSeconds, releaseSeconds: 0.35 };
  const bar = silence(Math.round((holdSeconds + 0.36) * SAMPLE_RATE));
  chord.pad.forEach((name, note) => {
    VOICES.forEach(({ cents, left, right }, voice) => {
      const next = saw(frequencyOf(name) * 2 ** (cents / 1200), (0.37 * note + 0.61 * voice) % 1);
      for (let i = 0; i < bar.left.length; i += 1) {
        const value = next();
        bar.left[i] = (bar.left[i] ?? 0) + left * value;
        bar.right[i] = (bar.right[i] ?? 0) + right * value;
      }
    });
  });
  const cutoff = bright ? 2400 : 1500;
  for (const channel of [bar.left, bar.right]) {
    const soften = biquad('lowpass', cutoff, 0.6);
    const thin = biquad('highpass', 170);
    for (let i = 0; i < channel.length; i += 1) {
      channel[i] = 0.12 * thin(soften(channel[i] ?? 0)) * envelopeAt(envelope, i / SAMPLE_RATE);
    }
  }
  return bar;
}

/** Plays one chord a bar; each rings a third of a second into the next. */
export function playPad(bus: Stereo, bars: readonly PlacedBar[]): void {
  const cached = remember<Stereo>();
  for (const { kind, start, chord } of bars) {
    const bright = kind === 'chorus';
    const bar = cached(`${chord.bass}/${chord.pad.join()}/${bright}`, () => padBar(chord, bright));
    addStereo(bus, bar, start, 1);
  }
}
