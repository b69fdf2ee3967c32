import type { PlacedBar } from '../arrangement.ts';
import { addMono, addPanned, type Stereo } from '../pcm.ts';
import { SAMPLE_RATE, SAMPLES_PER_BEAT, SAMPLES_PER_SIXTEENTH } from '../score.ts';
import { decayAt, fadeEdges } from './envelope.ts';
import { biquad } from './filter.ts';
import { noiseSource } from './noise.ts';

/** Renders one hit; the last tenth is faded so that a decay cut short does not click. */
function hit(seconds: number, sampleAt: (sample: number) => number): Float32Array {
  const samples = Float32Array.from({ length: Math.round(seconds * SAMPLE_RATE) }, (_, i) => sampleAt(i));
  const tail = Math.round(samples.length / 10);
  for (let i = 0; i < tail; i += 1) {
    const at = samples.length - 1 - i;
    samples[at] = (samples[at] ?? 0) * (i / tail);
  }
  return samples;
}

function kick(): Float32Array {
  let phase = 0;
  return hit(0.32, (i) => {
    const hertz = 47 + 120 * Math.exp(-i / (0.022 * SAMPLE_RATE));
    phase += (2 * Math.PI * hertz) / SAMPLE_RATE;
    return Math.tanh(1.6 * Math.sin(phase) * decayAt(i, 0.11));
  });
}

function snare(): Float32Array {
  const noise = noiseSource(11);
  const body = biquad('highpass', 1400);
  const air = biquad('lowpass', 9000);
  return hit(0.3, (i) => {
    const tone = Math.sin((2 * Math.PI * 188 * i) / SAMPLE_RATE) * decayAt(i, 0.05);
    return 0.55 * tone + 0.8 * air(body(noise())) * decayAt(i, 0.075);
  });
}

function clap(): Float32Array {
  const noise = noiseSource(23);
  const band = biquad('bandpass', 1700, 0.9);
  const bursts = [0, 0.011, 0.023].map((seconds) => Math.round(seconds * SAMPLE_RATE));
  return hit(0.28, (i) => {
    const shape = bursts.reduce((sum, at) => sum + (i >= at ? decayAt(i - at, 0.006) : 0), 0);
    const last = bursts[2] ?? 0;
    const tail = i >= last ? 0.7 * decayAt(i - last, 0.07) : 0;
    return band(noise()) * (shape + tail);
  });
}

function hat(seconds: number, decaySeconds: number, seed: number): Float32Array {
  const noise = noiseSource(seed);
  const bright = biquad('highpass', 7800);
  const soft = biquad('lowpass', 14_500);
  return hit(seconds, (i) => soft(bright(noise())) * decayAt(i, decaySeconds));
}

/** Noise that swells for one beat and stops dead: it leads into the choruses. */
function riser(): Float32Array {
  const noise = noiseSource(71);
  const band = biquad('bandpass', 4200, 0.7);
  const samples = Float32Array.from({ length: SAMPLES_PER_BEAT * 2 }, (_, i) => {
    return band(noise()) * (i / (SAMPLES_PER_BEAT * 2)) ** 2;
  });
  fadeEdges(samples, 0.01);
  return samples;
}

const KICK_LEVELS = [1, 0.86, 0.94, 0.86];

/** Where the kick drum falls: on every beat of every bar. */
export function kickSamples(bars: readonly PlacedBar[]): number[] {
  return bars.flatMap(({ start }) => KICK_LEVELS.map((_, beat) => start + beat * SAMPLES_PER_BEAT));
}

/** Plays the drums of all bars: kick into `kickBus` (mono, dry), the rest into `bus`. */
export function playDrums(bus: Stereo, kickBus: Float32Array, bars: readonly PlacedBar[]): void {
  const sounds = {
    kick: kick(),
    snare: snare(),
    clap: clap(),
    closed: hat(0.09, 0.018, 31),
    open: hat(0.3, 0.085, 37),
    crash: hat(1.9, 0.5, 41),
    riser: riser(),
  };
  for (const { kind, start, index, count } of bars) {
    const at = (sixteenth: number): number => start + sixteenth * SAMPLES_PER_SIXTEENTH;
    const sung = kind === 'verse' || kind === 'chorus';
    const last = index === count - 1;
    KICK_LEVELS.forEach((level, beat) => {
      addMono(kickBus, sounds.kick, at(beat * 4), level);
    });
    if (index === 0 && kind !== 'intro')
      addPanned(bus, sounds.crash, start, kind === 'verse' ? 0.16 : 0.3, -0.2);
    for (const beat of [1, 3]) {
      if (kind === 'intro' && !last) continue;
      addPanned(bus, sounds.snare, at(beat * 4), sung ? 0.5 : 0.36, 0.05);
      if (kind === 'chorus') addPanned(bus, sounds.clap, at(beat * 4), 0.55, -0.1);
    }
    for (let sixteenth = 0; sixteenth < 16; sixteenth += 1) {
      const offBeat = sixteenth % 4 === 2;
      if (kind === 'chorus' && offBeat) addPanned(bus, sounds.open, at(sixteenth), 0.2, 0.3);
      else if (offBeat) addPanned(bus, sounds.closed, at(sixteenth), 0.3, 0.3);
      else if (kind === 'chorus' || (kind === 'verse' && sixteenth % 2 === 0)) {
        addPanned(bus, sounds.closed, at(sixteenth), 0.11 + 0.05 * (sixteenth % 2), 0.35);
      }
    }
    if (last && (kind === 'verse' || kind === 'intro')) {
      addPanned(bus, sounds.riser, at(8), 0.3, 0);
      [13, 14, 15].forEach((sixteenth, step) => {
        addPanned(bus, sounds.snare, at(sixteenth), 0.18 + 0.08 * step, 0.05);
      });
    }
  }
}
