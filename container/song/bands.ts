import { SAMPLE_RATE } from './frames.ts';

/** Triangular bands over the bins of a spectrum, in steps that are even to the ear (O'Shaughnessy's mel scale). */
export interface Bands {
  readonly count: number;
  readonly centres: readonly number[];
  /** Fills `into` with the power in each band. */
  sum(power: Float64Array, into: Float64Array): void;
}

const mel = (hertz: number) => 1127 * Math.log1p(hertz / 700);
const hertz = (mels: number) => 700 * Math.expm1(mels / 1127);

/** @param size of the Fourier transform whose spectra are summed. */
export function melBands(count: number, low: number, high: number, size: number): Bands {
  const edges = Array.from({ length: count + 2 }, (_, i) =>
    hertz(mel(low) + ((mel(high) - mel(low)) * i) / (count + 1)),
  );
  const width = SAMPLE_RATE / size;
  const starts = new Int32Array(count);
  const weights = Array.from({ length: count }, (_, band) => {
    const [from = 0, centre = 0, to = 0] = edges.slice(band, band + 3);
    const first = Math.max(1, Math.floor(from / width));
    const last = Math.min(size / 2 - 1, Math.ceil(to / width));
    starts[band] = first;
    // A band narrower than a bin still hears the bins on both sides of its centre.
    const [rise, fall] = [Math.max(centre - from, width), Math.max(to - centre, width)];
    return Float64Array.from({ length: last - first + 1 }, (_, i) => {
      const at = (first + i) * width - centre;
      return Math.max(0, 1 - (at < 0 ? -at / rise : at / fall));
    });
  });
  return {
    count,
    centres: edges.slice(1, -1),
    sum(power, into) {
      for (let band = 0; band < count; band += 1) {
        const own = weights[band] ?? new Float64Array();
        const start = starts[band] ?? 0;
        let total = 0;
        for (let i = 0; i < own.length; i += 1) total += (own[i] ?? 0) * (power[start + i] ?? 0);
        into[band] = total;
      }
    },
  };
}
