import type { PlacedLine, PlacedNote } from './arrangement.ts';
import { addPanned, remember, type Stereo } from './pcm.ts';
import { SAMPLE_RATE } from './score.ts';
import { speakSyllable } from './speech/espeak.ts';
import { type Material, prepare, sing } from './speech/sing.ts';
import { biquad, filterInPlace } from './synth/filter.ts';
import { frequencyOf, thirdBelow } from './synth/pitch.ts';

/** One singer of the choir: how far off the tune, how late, how loud and where. */
type Singer = {
  readonly cents: number;
  readonly lateSamples: number;
  readonly gain: number;
  readonly pan: number;
  readonly harmony: boolean;
};

const SOLO: Singer = { cents: 0, lateSamples: 0, gain: 1, pan: 0, harmony: false };
const VERSE_SINGERS: readonly Singer[] = [
  SOLO,
  { cents: 7, lateSamples: 700, gain: 0.2, pan: 0.8, harmony: false },
  { cents: -7, lateSamples: 500, gain: 0.2, pan: -0.8, harmony: false },
];
const CHORUS_SINGERS: readonly Singer[] = [
  SOLO,
  { cents: 9, lateSamples: 800, gain: 0.32, pan: 0.9, harmony: false },
  { cents: -9, lateSamples: 550, gain: 0.32, pan: -0.9, harmony: false },
  { cents: 4, lateSamples: 400, gain: 0.34, pan: 0.45, harmony: true },
  { cents: -5, lateSamples: 620, gain: 0.34, pan: -0.45, harmony: true },
];

function keyOf({ phonemes, pitch, start, end }: PlacedNote): string {
  return `${phonemes}/${pitch}/${end - start}`;
}

/** Speaks every different syllable of the song once; espeak-ng is only needed here. */
async function speakAll(lines: readonly PlacedLine[]): Promise<Map<string, Material>> {
  const materials = new Map<string, Material>();
  for (const note of lines.flatMap(({ words }) => words.flatMap(({ notes }) => notes))) {
    const key = keyOf(note);
    if (materials.has(key)) continue;
    const seconds = (note.end - note.start) / SAMPLE_RATE;
    materials.set(key, prepare(await speakSyllable(note.phonemes, frequencyOf(note.pitch), seconds)));
  }
  return materials;
}

/**
 * Sings all lines into a bus. The solo voice starts and ends each word on the samples that the arrangement
 * names; in the choruses a choir follows it by some milliseconds.
 */
export async function singLines(bus: Stereo, lines: readonly PlacedLine[]): Promise<void> {
  const materials = await speakAll(lines);
  const cached = remember<Float32Array>();
  for (const { kind, words } of lines) {
    for (const note of words.flatMap(({ notes }) => notes)) {
      const material = materials.get(keyOf(note));
      if (!material) continue;
      for (const singer of kind === 'chorus' ? CHORUS_SINGERS : VERSE_SINGERS) {
        const hertz =
          frequencyOf(singer.harmony ? thirdBelow(note.pitch) : note.pitch) * 2 ** (singer.cents / 1200);
        const sound = cached(`${keyOf(note)}/${hertz}`, () => sing(material, hertz, note.end - note.start));
        addPanned(bus, sound, note.start + singer.lateSamples, singer.gain, singer.pan);
      }
    }
  }
  for (const channel of [bus.left, bus.right]) {
    filterInPlace(channel, biquad('highpass', 150));
    brighten(channel);
  }
}

/** Adds some of the upper range to itself: words are understood by their consonants. */
function brighten(channel: Float32Array): void {
  const upper = biquad('highpass', 2600);
  filterInPlace(channel, (input) => input + 0.7 * upper(input));
}
