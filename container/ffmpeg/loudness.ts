import type { Loudness } from '#contracts/media-jobs/analyze-song.ts';

/** The filter that measures (EBU R128, true peak after ITU-R BS.1770); its summary is on stderr at level `info`. */
export const LOUDNESS_FILTER = 'ebur128=peak=true:framelog=verbose';

/** Lets FFmpeg say what the filter found, and not how far it has come. */
export const LOUDNESS_OUTPUT: readonly string[] = ['-v', 'info', '-nostats'];

const SUMMARY = /^\[Parsed_ebur128_\d+ @ [^\]]+\] (?:\[info\] )?Summary:/;
/** What the filter says where every block lay below the absolute gate of -70 LUFS. */
const GATE_LUFS = -70;

/** Reads what FFmpeg says, line by line: {@link LoudnessReader.loudness} is the last summary's, null for silence. */
export class LoudnessReader {
  #figures: Map<string, number> | undefined;

  read(line: string): void {
    // At the start of a line: what a song's tags say is printed indented.
    if (SUMMARY.test(line)) this.#figures = new Map();
    const [, name, value] = /^\s+(I|LRA|Peak):\s+(-?[\d.]+|-?inf|nan) /.exec(line) ?? [];
    if (name !== undefined && value !== undefined) this.#figures?.set(name, Number(value));
  }

  get loudness(): Loudness | null {
    const [integratedLufs, range, peak] = ['I', 'LRA', 'Peak'].map((name) => this.#figures?.get(name));
    if (integratedLufs === undefined || !(integratedLufs > GATE_LUFS)) return null;
    return {
      integratedLufs,
      rangeLu: Math.max(0, range ?? 0),
      truePeakDbtp: peak === undefined || Number.isNaN(peak) ? null : peak,
    };
  }
}
