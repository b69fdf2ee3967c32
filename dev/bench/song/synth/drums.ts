import type { Chance } from './chance.ts';
import { highpass, lowpass } from './filters.ts';

/** One drum hit; its attack is at sample 0. */
export type Hit = Float32Array;

export interface DrumKit {
  readonly kick: Hit;
  readonly snare: Hit;
  readonly hat: Hit;
  readonly openHat: Hit;
  readonly ride: Hit;
  readonly rim: Hit;
  readonly crash: Hit;
}

/** A drum kit whose tuning and dampening are left to chance. */
export function drumKit(chance: Chance, rate: number): DrumKit {
  return {
    kick: kick(chance, rate),
    snare: snare(chance, rate),
    hat: cymbal(chance, rate, chance.between(0.015, 0.04), 7000),
    openHat: cymbal(chance, rate, chance.between(0.1, 0.2), 6500),
    ride: ride(chance, rate),
    rim: rim(chance, rate),
    crash: cymbal(chance, rate, 0.6, 4000),
  };
}

function shaped(seconds: number, rate: number, sampleAt: (time: number, index: number) => number): Hit {
  const attack = Math.max(1, 0.001 * rate);
  return Float32Array.from({ length: Math.round(seconds * rate) }, (_, i) => {
    const rest = 1 - i / (seconds * rate);
    return sampleAt(i / rate, i) * Math.min(1, i / attack) * Math.min(1, rest * 10);
  });
}

function kick(chance: Chance, rate: number): Hit {
  const [low, drop, decay, click] = [
    chance.between(42, 62),
    chance.between(60, 180),
    chance.between(0.07, 0.2),
    chance.between(0, 0.25),
  ];
  let phase = 0;
  return shaped(0.4, rate, (time) => {
    phase += (2 * Math.PI * (low + drop * Math.exp(-time / 0.02))) / rate;
    const beater = click * (chance.unit() * 2 - 1) * Math.exp(-time / 0.004);
    return Math.sin(phase) * Math.exp(-time / decay) + beater;
  });
}

function snare(chance: Chance, rate: number): Hit {
  const [hertz, decay, wires] = [
    chance.between(160, 240),
    chance.between(0.05, 0.14),
    chance.between(0.5, 0.9),
  ];
  const noise = highpass(noiseOf(chance, 0.35, rate), 1200, rate);
  return shaped(0.35, rate, (time, i) => {
    const drum = Math.sin(2 * Math.PI * hertz * time) * Math.exp(-time / 0.05);
    return 0.5 * drum + wires * (noise[i] ?? 0) * Math.exp(-time / decay);
  });
}

function cymbal(chance: Chance, rate: number, decay: number, hertz: number): Hit {
  const seconds = Math.min(1.5, decay * 5);
  const noise = highpass(highpass(noiseOf(chance, seconds, rate), hertz, rate), hertz, rate);
  return shaped(seconds, rate, (time, i) => (noise[i] ?? 0) * Math.exp(-time / decay));
}

function ride(chance: Chance, rate: number): Hit {
  const noise = highpass(noiseOf(chance, 0.8, rate), 5000, rate);
  const partials = [3150, 4420, 5870].map((hertz) => hertz * chance.between(0.95, 1.05));
  return shaped(0.8, rate, (time, i) => {
    const bell = partials.reduce((sum, hertz) => sum + Math.sin(2 * Math.PI * hertz * time), 0) / 6;
    return ((noise[i] ?? 0) * 0.6 + bell * 0.5) * Math.exp(-time / 0.18);
  });
}

function rim(chance: Chance, rate: number): Hit {
  const hertz = chance.between(1500, 2200);
  return shaped(0.06, rate, (time) => Math.sin(2 * Math.PI * hertz * time) * Math.exp(-time / 0.012));
}

/** White noise between -1 and 1. */
export function noiseOf(chance: Chance, seconds: number, rate: number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * rate) }, () => chance.unit() * 2 - 1);
}

/** Noise that loses 6 dB per octave above `hertz`. */
export function dullNoise(chance: Chance, seconds: number, hertz: number, rate: number): Float32Array {
  return lowpass(noiseOf(chance, seconds, rate), hertz, rate);
}
