import type { Chance } from '../synth/chance.ts';
import { dullNoise, noiseOf } from '../synth/drums.ts';
import { highpass } from '../synth/filters.ts';
import { add, normalise } from '../synth/mixing.ts';
import { PAD, PIANO, syllable, type Timbre, tone } from '../synth/tones.ts';
import { NO_BEAT } from '../truth.ts';
import { readAloud } from './read-aloud.ts';
import type { Maker, Recording } from './recording.ts';

const SECONDS = 45;

const beatless = (pcm: Float32Array, peak = 0.7): Recording => ({
  pcm: normalise(pcm, peak),
  truth: NO_BEAT,
});

/** Voices that come and go over a held chord. */
function drone(chance: Chance, rate: number): Recording {
  const mix = new Float32Array(SECONDS * rate);
  const root = chance.whole(33, 45);
  for (const interval of [0, 7, 12, 19]) {
    for (let at = 0; at < SECONDS; at += chance.between(6, 14)) {
      const seconds = chance.between(8, 16);
      const slow: Timbre = { ...PAD, attackSeconds: seconds / 3, releaseSeconds: seconds / 3 };
      add(mix, tone({ note: root + interval, seconds, rate }, slow), at - 3, rate, 0.4);
    }
  }
  return beatless(mix);
}

/** Chords that change when they like. */
function ambient(chance: Chance, rate: number): Recording {
  const mix = dullNoise(chance, SECONDS, 400, rate).map((sample) => sample * 0.05);
  for (let at = 0; at < SECONDS; at += chance.between(2, 7)) {
    const root = chance.whole(45, 57);
    const slow: Timbre = { ...PAD, attackSeconds: chance.between(0.3, 1.5), releaseSeconds: 2 };
    for (const interval of [0, chance.pick([3, 4]), 7]) {
      add(mix, tone({ note: root + interval, seconds: chance.between(3, 6), rate }, slow), at, rate, 0.3);
    }
  }
  return beatless(mix);
}

function rain(chance: Chance, rate: number): Recording {
  const mix = highpass(noiseOf(chance, SECONDS, rate), 1500, rate).map((sample) => sample * 0.06);
  const perSecond = chance.between(8, 60);
  for (let at = 0; at < SECONDS; at += -Math.log(1 - chance.unit()) / perSecond) {
    const drop = highpass(dullNoise(chance, 0.02, chance.between(2000, 8000), rate), 800, rate);
    add(mix, drop, at, rate, chance.between(0.05, 0.8) ** 2);
  }
  return beatless(mix);
}

/** Waves on a beach: noise that swells and falls every several seconds. */
function surf(chance: Chance, rate: number): Recording {
  const noise = dullNoise(chance, SECONDS, 1500, rate);
  let [from, length] = [0, chance.between(5, 10)];
  for (let i = 0; i < noise.length; i += 1) {
    if (i / rate > from + length) [from, length] = [i / rate, chance.between(5, 10)];
    noise[i] = (noise[i] ?? 0) * (0.15 + Math.sin((Math.PI * (i / rate - from)) / length) ** 3);
  }
  return beatless(noise);
}

/** A piano played freely: runs and holds, every note as long as it likes. */
function rubato(chance: Chance, rate: number): Recording {
  const mix = new Float32Array(SECONDS * rate);
  const scale = [57, 59, 60, 62, 64, 65, 67, 69, 71, 72];
  for (let at = 0.5, pace = 0.5; at < SECONDS - 1; ) {
    pace = Math.min(1.4, Math.max(0.18, pace * Math.exp(chance.normal(0.3))));
    if (chance.happens(0.08)) at += chance.between(0.8, 2.2);
    add(
      mix,
      tone({ note: chance.pick([57, ...scale]), seconds: 1.5, rate }, PIANO),
      at,
      rate,
      chance.between(0.4, 1),
    );
    if (chance.happens(0.25))
      add(mix, tone({ note: chance.whole(36, 48), seconds: 2, rate }, PIANO), at, rate, 0.6);
    at += pace * chance.between(0.65, 1.45);
  }
  return beatless(mix);
}

function chimes(chance: Chance, rate: number): Recording {
  const mix = new Float32Array(SECONDS * rate);
  const bell: Timbre = { ...PIANO, partials: 3, slope: 0.8, decaySeconds: 1.2, attackSeconds: 0.002 };
  for (let at = 0; at < SECONDS; at += -Math.log(1 - chance.unit()) / 2.2) {
    const note = chance.pick([84, 86, 88, 91, 93, 96]);
    add(mix, tone({ note, seconds: 1.5, rate }, bell), at, rate, chance.between(0.1, 0.8));
  }
  return beatless(mix);
}

/** Somebody sings alone and takes the time that the words take. */
function recitative(chance: Chance, rate: number): Recording {
  const mix = new Float32Array(SECONDS * rate);
  for (let at = 0.3; at < SECONDS - 2; at += chance.between(0.3, 1.6)) {
    for (let left = chance.whole(3, 12), note = chance.whole(55, 64); left > 0; left -= 1) {
      const seconds = chance.between(0.12, 0.28) * (left === 1 ? 3 : 1) * (chance.happens(0.2) ? 2 : 1);
      note += chance.whole(-2, 2);
      add(mix, syllable(chance, { note, seconds, rate }), at, rate, chance.between(0.6, 1));
      at += seconds + chance.between(0, 0.06);
    }
  }
  return beatless(mix);
}

function applause(chance: Chance, rate: number): Recording {
  const mix = new Float32Array(SECONDS * rate);
  for (let at = 0; at < SECONDS; at += -Math.log(1 - chance.unit()) / 90) {
    add(mix, highpass(dullNoise(chance, 0.015, 3000, rate), 700, rate), at, rate, chance.between(0.1, 0.6));
  }
  return beatless(mix);
}

/** What has no beat; the truth is `null`. */
export const BEATLESS: Readonly<Record<string, Maker>> = {
  speech: async (chance, rate) => beatless(await readAloud(chance, SECONDS, rate)),
  recitative,
  drone,
  ambient,
  rubato,
  chimes,
  rain,
  applause,
  surf,
  'white-noise': (chance, rate) => beatless(noiseOf(chance, SECONDS, rate)),
  'dull-noise': (chance, rate) => beatless(dullNoise(chance, SECONDS, chance.between(80, 600), rate)),
  silence: (_, rate) => beatless(new Float32Array(20 * rate)),
};
