import { melBands } from './bands.ts';
import { Chroma } from './chroma.ts';
import { FRAME_RATE, HOP, SAMPLE_RATE, WINDOW } from './frames.ts';
import { growingFloats, growingShorts } from './growing.ts';
import { Spectrum } from './spectrum.ts';

/** Number of mel bands, and the hertz they span. */
export const BAND_COUNT = 30;
const LOWEST_HERTZ = 30;
const HIGHEST_HERTZ = 10_500;
/** What the ear takes for silence, and what keeps logarithms finite: in dB of power. */
export const FLOOR_DECIBELS = -120;
/** Levels are kept in hundredths of a decibel, which 16 bits hold. */
export const STEPS_PER_DECIBEL = 100;
/** Pitches change slowly and need a long window: once every so many frames. */
export const TONAL_HOP = 8;

/**
 * All that is kept of a song's sound: about 80 bytes per frame, 75 MB for three hours. Frame `i` is centred on
 * sample `i * HOP`.
 */
export interface SongSound {
  readonly durationSeconds: number;
  readonly frameCount: number;
  /** Level of each band of each frame, frame by frame, in hundredths of a decibel. */
  readonly levels: Int16Array;
  readonly bandHertz: readonly number[];
  /** Mean square of the samples from each frame's centre to the next. */
  readonly power: Float32Array;
  /** Greatest absolute sample of the same stretch. */
  readonly peaks: Float32Array;
  /** Twelve pitch classes for every {@link TONAL_HOP} frames, each set scaled to sum 1 (or 0 where nothing sounds). */
  readonly chroma: Float32Array;
  /** How much of the power from 200 to 4000 Hz is in the peaks of harmonic tones, 0 to 1, in the same steps. */
  readonly tonality: Float32Array;
  /** The strongest sung pitch there, as a MIDI note with fraction; 0 where there is none. */
  readonly pitch: Float32Array;
}

/** Takes a song's samples in pieces of any size and keeps what the analysis needs. */
export class SongListener {
  readonly #spectrum = new Spectrum(WINDOW);
  readonly #bands = melBands(BAND_COUNT, LOWEST_HERTZ, HIGHEST_HERTZ, WINDOW);
  readonly #chroma = new Chroma();
  readonly #bandPower = new Float64Array(BAND_COUNT);
  readonly #levels = growingShorts();
  readonly #power = growingFloats();
  readonly #peaks = growingFloats();
  readonly #tones = { chroma: growingFloats(), tonality: growingFloats(), pitch: growingFloats() };
  /** Samples around the next frame; it begins half the longest window before that frame's centre. */
  readonly #buffer = new Float32Array(Chroma.WINDOW + 64 * HOP);
  #filled = Chroma.WINDOW / 2;
  #frames = 0;
  #samples = 0;

  push(samples: Float32Array): void {
    this.#samples += samples.length;
    this.#take(samples);
  }

  /** Ends the song. */
  finish(): SongSound {
    this.#take(new Float32Array(Chroma.WINDOW / 2 + HOP));
    const frameCount = Math.ceil(this.#samples / HOP);
    return {
      durationSeconds: this.#samples / SAMPLE_RATE,
      frameCount,
      levels: this.#levels.view().subarray(0, frameCount * BAND_COUNT),
      bandHertz: this.#bands.centres,
      power: this.#power.view().subarray(0, frameCount),
      peaks: this.#peaks.view().subarray(0, frameCount),
      chroma: this.#tones.chroma.view(),
      tonality: this.#tones.tonality.view(),
      pitch: this.#tones.pitch.view(),
    };
  }

  #take(samples: Float32Array): void {
    const buffer = this.#buffer;
    for (let taken = 0; taken < samples.length; ) {
      const count = Math.min(samples.length - taken, buffer.length - this.#filled);
      buffer.set(samples.subarray(taken, taken + count), this.#filled);
      for (let i = this.#filled; i < this.#filled + count; i += 1) {
        // A decoder may be made to give what is no number, and what is no sound.
        const sample = buffer[i] ?? 0;
        if (!(Math.abs(sample) <= 8)) buffer[i] = Number.isNaN(sample) ? 0 : Math.sign(sample) * 8;
      }
      this.#filled += count;
      taken += count;
      this.#hear();
    }
  }

  #hear(): void {
    const buffer = this.#buffer;
    let start = 0;
    for (; start + Chroma.WINDOW <= this.#filled; start += HOP) {
      this.#frame(start + Chroma.WINDOW / 2);
      if (this.#frames % TONAL_HOP === 0) this.#chroma.hear(buffer, start, this.#tones);
      this.#frames += 1;
    }
    buffer.copyWithin(0, start, this.#filled);
    this.#filled -= start;
  }

  #frame(centre: number): void {
    const buffer = this.#buffer;
    const power = this.#spectrum.measure(buffer, centre - WINDOW / 2);
    this.#bands.sum(power, this.#bandPower);
    for (let band = 0; band < BAND_COUNT; band += 1) {
      const decibels = 10 * Math.log10((this.#bandPower[band] ?? 0) + 1e-12);
      this.#levels.push(Math.round(Math.max(FLOOR_DECIBELS, decibels) * STEPS_PER_DECIBEL));
    }
    let [sum, peak] = [0, 0];
    for (let i = centre; i < centre + HOP; i += 1) {
      const sample = buffer[i] ?? 0;
      sum += sample * sample;
      if (sample > peak) peak = sample;
      else if (-sample > peak) peak = -sample;
    }
    this.#power.push(sum / HOP);
    this.#peaks.push(peak);
  }
}

/** Tonal steps per second. */
export const TONAL_RATE = FRAME_RATE / TONAL_HOP;
