import {
  type Chord,
  FIRST_BEAT_SAMPLE,
  INTRO,
  type LyricLine,
  OUTRO,
  SAMPLE_RATE,
  SAMPLES_PER_BAR,
  SAMPLES_PER_BEAT,
  SAMPLES_PER_SIXTEENTH,
  type Section,
  type SectionKind,
  SUNG_SECTIONS,
} from './score.ts';

const SAMPLES_PER_EIGHTH = SAMPLES_PER_SIXTEENTH * 2;
/** The silence between two sung notes, 20 ms: what makes the words' ends as certain as their starts. */
const NOTE_GAP_SAMPLES = 882;
const SHORTEST_SECONDS = 10;

/** One sung note with its place in the song; all positions are samples from the start of the file. */
export type PlacedNote = {
  readonly phonemes: string;
  readonly pitch: string;
  readonly start: number;
  readonly end: number;
};

export type PlacedWord = { readonly word: string; readonly notes: readonly PlacedNote[] };

export type PlacedLine = { readonly kind: SectionKind; readonly words: readonly PlacedWord[] };

export type PlacedBar = {
  readonly kind: SectionKind;
  readonly start: number;
  /** Position in the section, from zero, and how many bars the section has. */
  readonly index: number;
  readonly count: number;
  readonly chord: Chord;
};

export type PlacedSection = {
  readonly kind: SectionKind;
  readonly name: string;
  readonly start: number;
  readonly end: number;
};

/** A song with every event at its sample. `length` is the number of samples per channel. */
export type Arrangement = {
  readonly length: number;
  readonly sections: readonly PlacedSection[];
  readonly bars: readonly PlacedBar[];
  readonly lines: readonly PlacedLine[];
};

function placeLine(line: LyricLine, kind: SectionKind, sectionStart: number): PlacedLine {
  let at = sectionStart + line.bar * SAMPLES_PER_BAR;
  const words = line.words.map(([word, ...syllables]): PlacedWord => {
    const notes = syllables.map(([phonemes, pitch, eighths]): PlacedNote => {
      const start = at;
      at += eighths * SAMPLES_PER_EIGHTH;
      return { phonemes, pitch, start, end: at - NOTE_GAP_SAMPLES };
    });
    return { word, notes };
  });
  return { kind, words };
}

/** The written sections that fit: the sung ones repeat until only the outro (two bars or more) has room. */
function sectionsFor(bars: number): { section: Section; bars: number }[] {
  const chosen = [{ section: INTRO, bars: INTRO.chords.length }];
  let left = bars - INTRO.chords.length;
  for (let turn = 0; ; turn += 1) {
    const section = SUNG_SECTIONS[turn % SUNG_SECTIONS.length] ?? OUTRO;
    if (left - section.chords.length < OUTRO.chords.length) break;
    chosen.push({ section, bars: section.chords.length });
    left -= section.chords.length;
  }
  return [...chosen, { section: OUTRO, bars: left }];
}

/**
 * Lays the score out over exactly `seconds` seconds.
 *
 * The outro takes what the whole sections leave over, so it also contains the last broken bar.
 * @throws RangeError below ten seconds, where not even intro and outro fit.
 */
export function arrange(seconds: number): Arrangement {
  if (!(seconds >= SHORTEST_SECONDS)) {
    throw new RangeError(`A song needs at least ${SHORTEST_SECONDS} seconds, not ${seconds}`);
  }
  const length = Math.round(seconds * SAMPLE_RATE);
  const wholeBeats = Math.floor((length - FIRST_BEAT_SAMPLE) / SAMPLES_PER_BEAT);
  const sections: PlacedSection[] = [];
  const bars: PlacedBar[] = [];
  const lines: PlacedLine[] = [];
  const seen = new Map<SectionKind, number>();
  let start = FIRST_BEAT_SAMPLE;
  for (const { section, bars: count } of sectionsFor(wholeBeats / 4)) {
    const { kind } = section;
    const end = kind === 'outro' ? length : start + count * SAMPLES_PER_BAR;
    const number = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, number);
    sections.push({ kind, name: section.lines.length > 0 ? `${kind} ${number}` : kind, start, end });
    for (let index = 0; index < count; index += 1) {
      const chord = section.chords[index % section.chords.length];
      if (chord) bars.push({ kind, start: start + index * SAMPLES_PER_BAR, index, count, chord });
    }
    for (const line of section.lines) lines.push(placeLine(line, kind, start));
    start = end;
  }
  return { length, sections, bars, lines };
}
