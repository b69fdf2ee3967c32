/**
 * The written song: tempo, chords, melody and words. Everything here is data; `arrangement.ts` gives it times.
 *
 * 108 beats a minute is chosen because a sixteenth note is then exactly 6125 samples at 44.1 kHz, so that every
 * beat and every sung word starts on a whole sample and the truth file needs no rounding.
 */
export const TITLE = 'Night Train to the Sea';
export const ARTIST = 'The OMVEE House Band';
export const SAMPLE_RATE = 44_100;
export const TEMPO_BPM = 108;
export const BEATS_PER_BAR = 4;
export const SAMPLES_PER_SIXTEENTH = 6_125;
export const SAMPLES_PER_BEAT = SAMPLES_PER_SIXTEENTH * 4;
export const SAMPLES_PER_BAR = SAMPLES_PER_BEAT * BEATS_PER_BAR;
/** The first downbeat; not zero, so that a reader who forgets the offset is caught. */
export const FIRST_BEAT_SAMPLE = 8_820;
/** Length of the bundled song: the lead-in, twenty bars, and the end of the fade. */
export const SONG_SECONDS = 44.68;

/** One bar of harmony: the bass root and the pad's voicing, in scientific pitch names. */
export type Chord = { readonly bass: string; readonly pad: readonly string[] };

/** `[espeak-ng phonemes, pitch, length in eighth notes]`: one sung note. */
export type Syllable = readonly [phonemes: string, pitch: string, eighths: number];

/** A word as it is written in the lyrics (with its punctuation) and the notes it is sung on. */
export type SungWord = readonly [word: string, ...syllables: Syllable[]];

/** A lyric line; it starts on a downbeat, `bar` bars after its section starts, and is sung without a rest. */
export type LyricLine = { readonly bar: number; readonly words: readonly SungWord[] };

export type SectionKind = 'intro' | 'verse' | 'chorus' | 'outro';

/** A section as written; the chords last one bar each. */
export type Section = {
  readonly kind: SectionKind;
  readonly chords: readonly Chord[];
  readonly lines: readonly LyricLine[];
};

const A_MINOR_7: Chord = { bass: 'A2', pad: ['A3', 'C4', 'E4', 'G4'] };
const F_MAJOR_7: Chord = { bass: 'F2', pad: ['A3', 'C4', 'E4', 'F4'] };
const C_ADD_9: Chord = { bass: 'C2', pad: ['G3', 'C4', 'D4', 'E4'] };
const G_SUS: Chord = { bass: 'G2', pad: ['G3', 'B3', 'D4', 'A4'] };
const G_MAJOR: Chord = { bass: 'G2', pad: ['G3', 'B3', 'D4', 'G4'] };
const C_OVER_E: Chord = { bass: 'E2', pad: ['G3', 'C4', 'E4', 'G4'] };

const VERSE_CHORDS = [A_MINOR_7, F_MAJOR_7, C_ADD_9, G_SUS];
const CHORUS_CHORDS = [F_MAJOR_7, G_MAJOR, C_OVER_E, A_MINOR_7];

const VERSE_1: readonly LyricLine[] = [
  {
    bar: 0,
    words: [
      ['Night', ["n'aIt", 'E4', 1]],
      ['train', ["tr'eIn", 'E4', 1]],
      ['hums', ["h'Vmz", 'G4', 1]],
      ['along', ['a#', 'A4', 1], ["l'O2N", 'A4', 1]],
      ['the', ['D@2', 'G4', 1]],
      ['shore', ["S'o@", 'E4', 1.5]],
    ],
  },
  {
    bar: 1,
    words: [
      ['Neon', ["n'i:", 'F4', 1], ["'A:n", 'F4', 1]],
      ['rain', ["r'eIn", 'A4', 1]],
      ['on', ["'A:n", 'C5', 1]],
      ['every', ["'Ev", 'A4', 1], ['ri', 'G4', 1]],
      ['door', ["d'o@", 'A4', 1.5]],
    ],
  },
  {
    bar: 2,
    words: [
      ['Paper', ["p'eI", 'G4', 1], ["p'3:", 'G4', 1]],
      ['lanterns,', ["l'an", 'E4', 1], ["t'3:nz", 'D4', 1]],
      ['window', ["w'In", 'E4', 1], ["d'oU", 'G4', 1]],
      ['light', ["l'aIt", 'E4', 1.5]],
    ],
  },
  {
    bar: 3,
    words: [
      ['We', ["w'i:", 'D4', 1]],
      ['are', ["'A@", 'E4', 1]],
      ['rolling', ["r'oU", 'G4', 1], ["l'IN", 'G4', 1]],
      ['through', ["Tr'u:", 'A4', 1]],
      ['the', ['D@2', 'G4', 1]],
      ['night', ["n'aIt", 'D4', 1.5]],
    ],
  },
];

const VERSE_2: readonly LyricLine[] = [
  {
    bar: 0,
    words: [
      ['City', ["s'I", 'E4', 1], ["t'i:", 'E4', 1]],
      ['towers', ["t'aU", 'G4', 1], ["'3:z", 'A4', 1]],
      ['fade', ["f'eId", 'A4', 1]],
      ['to', ["t'u:", 'G4', 1]],
      ['blue', ["bl'u:", 'E4', 1.5]],
    ],
  },
  {
    bar: 1,
    words: [
      ['Wild', ["w'aIld", 'F4', 1]],
      ['geese', ["g'i:s", 'F4', 1]],
      ['write', ["r'aIt", 'A4', 1]],
      ['a', ['a#', 'C5', 1]],
      ['line', ["l'aIn", 'A4', 1]],
      ['or', ["'o@", 'G4', 1]],
      ['two', ["t'u:", 'A4', 1.5]],
    ],
  },
  {
    bar: 2,
    words: [
      ['Rivers', ["r'I", 'G4', 1], ["v'3:z", 'G4', 1]],
      ['wake', ["w'eIk", 'E4', 1]],
      ['and', ["'and", 'D4', 1]],
      ['hills', ["h'Ilz", 'E4', 1]],
      ['unfold', ["'Vn", 'G4', 1], ["f'oUld", 'E4', 1.5]],
    ],
  },
  {
    bar: 3,
    words: [
      ['Every', ["'Ev", 'D4', 1], ["r'i:", 'E4', 1]],
      ['window', ["w'In", 'G4', 1], ["d'oU", 'G4', 1]],
      ['turns', ["t'3:nz", 'A4', 1]],
      ['to', ["t'u:", 'G4', 1]],
      ['gold', ["g'oUld", 'D4', 1.5]],
    ],
  },
];

const CARRY_ME: readonly SungWord[] = [
  ['carry', ["k'a", 'B4', 2], ["r'i:", 'A4', 2]],
  ['me', ["m'i:", 'G4', 3]],
];

const OVER_THE: readonly SungWord[] = [
  ['Over', ["'oU", 'E4', 1], ["v'3:", 'G4', 1]],
  ['the', ['D@2', 'G4', 1]],
];

const CHORUS_1: readonly LyricLine[] = [
  {
    bar: 0,
    words: [['Harbor', ["h'A@", 'A4', 2], ["b'3:", 'C5', 2]], ['lights,', ["l'aIts", 'C5', 4]], ...CARRY_ME],
  },
  {
    bar: 2,
    words: [
      ...OVER_THE,
      ['dark', ["d'A@k", 'C5', 3]],
      ['and', ["'and", 'B4', 2]],
      ['silver', ["s'Il", 'A4', 2], ["v'3:", 'G4', 2]],
      ['sea', ["s'i:", 'A4', 3.5]],
    ],
  },
];

const CHORUS_2: readonly LyricLine[] = [
  {
    bar: 0,
    words: [['Morning', ["m'o@", 'A4', 2], ["n'IN", 'C5', 2]], ['sun,', ["s'Vn", 'C5', 4]], ...CARRY_ME],
  },
  {
    bar: 2,
    words: [
      ...OVER_THE,
      ['wide', ["w'aId", 'C5', 3]],
      ['and', ["'and", 'B4', 2]],
      ['shining', ["S'aI", 'A4', 2], ["n'IN", 'G4', 2]],
      ['sea', ["s'i:", 'A4', 3.5]],
    ],
  },
];

export const INTRO: Section = { kind: 'intro', chords: [A_MINOR_7, F_MAJOR_7], lines: [] };
export const OUTRO: Section = { kind: 'outro', chords: [F_MAJOR_7, C_ADD_9], lines: [] };

/** What is sung between the intro and the outro, in order; a longer song starts over. */
export const SUNG_SECTIONS: readonly Section[] = [
  { kind: 'verse', chords: VERSE_CHORDS, lines: VERSE_1 },
  { kind: 'chorus', chords: CHORUS_CHORDS, lines: CHORUS_1 },
  { kind: 'verse', chords: VERSE_CHORDS, lines: VERSE_2 },
  { kind: 'chorus', chords: CHORUS_CHORDS, lines: CHORUS_2 },
];
