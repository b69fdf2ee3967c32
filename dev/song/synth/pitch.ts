const SEMITONE_OF: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };
const SCALE = 'CDEFGAB';

function parsePitch(name: string): { letter: string; octave: number } {
  const match = /^([A-G])(\d)$/.exec(name);
  if (!match?.[1] || !match[2]) throw new RangeError(`Not a pitch of the C major scale: ${name}`);
  return { letter: match[1], octave: Number(match[2]) };
}

/** Frequency in hertz of a white key in scientific pitch notation (`A4` is 440 Hz), equal temperament. */
export function frequencyOf(name: string): number {
  const { letter, octave } = parsePitch(name);
  const semitonesFromA4 = (SEMITONE_OF[letter] ?? 0) - 9 + (octave - 4) * 12;
  return 440 * 2 ** (semitonesFromA4 / 12);
}

/** The pitch two scale steps below in C major: the harmony of the choruses. */
export function thirdBelow(name: string): string {
  const { letter, octave } = parsePitch(name);
  const step = SCALE.indexOf(letter) - 2;
  return step >= 0 ? `${SCALE[step]}${octave}` : `${SCALE[step + 7]}${octave - 1}`;
}
