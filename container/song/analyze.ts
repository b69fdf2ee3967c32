import type { SongAnalysis, Tempo } from '#contracts/media-jobs/analyze-song.ts';
import { accentsOf } from './accents.ts';
import { findBars } from './bars.ts';
import { beatFeatures } from './beat-features.ts';
import { quantile } from './curves.ts';
import { energyOf, thousandths } from './energy.ts';
import { FRAME_RATE } from './frames.ts';
import type { SongSound } from './listener.ts';
import { beatsOfBestLevel } from './metrical-level.ts';
import { momentsOf } from './moments.ts';
import { onsetStrength } from './onset-strength.ts';
import { phrasesOf } from './phrases.ts';
import { sectionsOf } from './sections.ts';
import { attackOf, steadinessOf } from './steadiness.ts';
import { tempoPath } from './tempo-path.ts';
import { regularStrength, tempogram } from './tempogram.ts';
import { refineBeats } from './track-beats.ts';
import { vocalsOf } from './vocals.ts';

/** What signal processing tells about a song; its loudness is FFmpeg's to measure. */
export type HeardSong = Omit<SongAnalysis, 'loudness'>;

/** An onset is felt that long before its rise is steepest. */
const LATENESS_SECONDS = 0.003;
/** From here on a beat is steady; noise and speech stay below 0.15. Short songs give chance more room. */
const LEAST_STEADINESS = 0.18;
const CERTAIN_STEADINESS = 0.6;
const SHORT_SECONDS = 14;
/** Sounds rise by that much on a beat at least, in decibels; the unrest of held chords is about 1. */
const LEAST_ATTACK_DECIBELS = 1.4;

/** Analyses a whole song. Times are in seconds, rounded to milliseconds, and lie within the song. */
export function analyzeSound(sound: SongSound): HeardSong {
  const { durationSeconds } = sound;
  const groups = onsetStrength(sound);
  const accents = accentsOf(sound.power);
  const energy = energyOf(sound.power);
  const vocals = vocalsOf(sound.pitch, durationSeconds);
  const found = findBeat(sound, groups, accents);
  const beats = found ? ascending(found.beats, durationSeconds) : [];
  const downbeats = (found?.downbeats ?? []).filter((index) => index < beats.length);
  const bars = downbeats.map((index) => beats[index] ?? 0);
  const last = Math.floor(durationSeconds * 1000) / 1000;
  const at = (seconds: number) => thousandths(Math.min(last, Math.max(0, seconds)));
  return {
    durationSeconds,
    tempo: found ? { ...found.tempo, offsetSeconds: beats[0] ?? 0 } : null,
    beats,
    downbeats,
    sections: sectionsOf(sound, groups, { bars, energy, vocals }),
    vocals: vocals.map(({ startSeconds, endSeconds }) => ({
      startSeconds: at(startSeconds),
      endSeconds: at(endSeconds),
    })),
    moments: momentsOf(sound.power, accents, bars).map((moment) => ({
      ...moment,
      seconds: at(moment.seconds),
    })),
    phrases: phrasesOf(sound, groups).map(at),
    energy,
  };
}

interface FoundBeat {
  readonly tempo: Omit<Tempo, 'offsetSeconds'>;
  /** Seconds. */
  readonly beats: Float64Array;
  readonly downbeats: readonly number[];
}

/** The beat, or null where there is no steady one. */
function findBeat(
  sound: SongSound,
  groups: readonly Float32Array[],
  accents: Float32Array,
): FoundBeat | null {
  const curve = regularStrength(groups);
  const fits = tempogram(curve);
  const path = tempoPath(fits);
  const steadiness = steadinessOf(fits, path);
  const shortness = Math.max(0, 1 - sound.durationSeconds / SHORT_SECONDS);
  const least = LEAST_STEADINESS + 0.45 * shortness;
  if (steadiness < least) return null;
  const rough = beatsOfBestLevel({ curve, groups, accents, fits, path });
  if (rough.length === 0 || attackOf(rough, groups) < LEAST_ATTACK_DECIBELS * (1 + shortness)) return null;
  const bars = findBars(beatFeatures(rough, groups, accents, sound.chroma));
  const beats = refineBeats(rough, curve).map((beat) => beat / FRAME_RATE - LATENESS_SECONDS);
  return {
    tempo: {
      bpm: Math.round(usualTempo(beats) * 100) / 100,
      confidence: thousandths(Math.min(1, 0.3 + (0.7 * (steadiness - least)) / (CERTAIN_STEADINESS - least))),
      beatsPerBar: bars?.beatsPerBar ?? null,
    },
    beats,
    downbeats: bars?.downbeats ?? [],
  };
}

/** Beats over which a tempo is measured, so that what one of them is off hardly counts. */
const STRETCH = 8;

/** The tempo in the middle of those of all stretches of the song. */
function usualTempo(beats: Float64Array): number {
  const stretch = Math.min(STRETCH, beats.length - 1);
  const tempi = beats.subarray(stretch).map((beat, i) => (60 * stretch) / (beat - (beats[i] ?? 0)));
  return quantile(tempi, 0.5);
}

/** Milliseconds, strictly ascending, within the song: a beat before its start is at its start, one after its end none. */
function ascending(beats: Float64Array, durationSeconds: number): number[] {
  const times: number[] = [];
  for (const beat of beats) {
    const least = times.length === 0 ? 0 : (times.at(-1) ?? 0) + 0.001;
    const time = thousandths(Math.max(least, beat));
    if (time <= durationSeconds) times.push(time);
  }
  return times;
}
