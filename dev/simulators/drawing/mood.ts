import { createRandom } from '../random.ts';
import { type Color, mix } from './canvas.ts';

/** The colours of one picture. */
export interface Mood {
  readonly name: string;
  readonly skyTop: Color;
  readonly skyMiddle: Color;
  readonly skyLow: Color;
  /** Sun or moon, and what it lights. */
  readonly light: Color;
  readonly far: Color;
  readonly near: Color;
  /** Windows, lanterns, flowers. */
  readonly accent: Color;
  readonly isNight: boolean;
  /** 0 clear, 1 overcast. */
  readonly clouds: number;
}

const rgb = (hex: number): Color => [(hex >> 16) & 255, (hex >> 8) & 255, hex & 255];

function mood(
  name: string,
  [skyTop, skyMiddle, skyLow, light, far, near, accent]: readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ],
  clouds: number,
  isNight = false,
): Mood {
  return {
    name,
    skyTop: rgb(skyTop),
    skyMiddle: rgb(skyMiddle),
    skyLow: rgb(skyLow),
    light: rgb(light),
    far: rgb(far),
    near: rgb(near),
    accent: rgb(accent),
    clouds,
    isNight,
  };
}

const MOODS = {
  night: mood('night', [0x050a1f, 0x112153, 0x3d5599, 0xf3f0da, 0x24386f, 0x04070f, 0xffd27a], 0.35, true),
  sunset: mood('sunset', [0x2a1b5c, 0xb83f6e, 0xffb25c, 0xfff1c4, 0x8a3f6d, 0x170c26, 0xffc46b], 0.65),
  dawn: mood('dawn', [0x4f74bd, 0xe9a0b4, 0xffe4bd, 0xfff6df, 0x8d86b5, 0x252c4d, 0xffd9a8], 0.5),
  day: mood('day', [0x2470cf, 0x76b5ec, 0xe2f3fb, 0xfffbe8, 0x6f9bb8, 0x143a33, 0xf7c948], 0.6),
  storm: mood('storm', [0x161d26, 0x3c4a58, 0x93a3a9, 0xdfe9ee, 0x4d5c68, 0x0b1015, 0xffcf87], 1),
  snow: mood('snow', [0x5f83b3, 0xaecadf, 0xf3f6fa, 0xfffdf4, 0xa9bfd6, 0x33496a, 0xffd9a0], 0.6),
  neon: mood('neon', [0x090220, 0x43106b, 0xf0489d, 0xffd1f0, 0x4a1a72, 0x08040f, 0x2be7ff], 0.4, true),
  dream: mood('dream', [0x33257a, 0x9a74d6, 0xffcfe6, 0xfff2fb, 0x8a6cc2, 0x221646, 0xffe08a], 0.7),
  ember: mood('ember', [0x3d4f92, 0xd88a62, 0xfad7a0, 0xfff3d6, 0xb56a45, 0x52241a, 0xffd98a], 0.35),
  aurora: mood('aurora', [0x03101f, 0x0b3440, 0x2f8f78, 0xe6fff2, 0x174a55, 0x020a10, 0x7dffb4], 0.15, true),
} as const;

type MoodName = keyof typeof MOODS;

/** First match wins: the words that fix the time of day come before those that only colour it. */
const WORDS: readonly (readonly [RegExp, MoodName])[] = [
  [/\b(neon|cyber|club|disco|strobe)/i, 'neon'],
  [/\b(aurora|northern lights)/i, 'aurora'],
  [/\b(sunset|dusk|golden|twilight|evening|amber)/i, 'sunset'],
  [/\b(dawn|sunrise|morning|daybreak|awaken)/i, 'dawn'],
  [/\b(snow|winter|ice|frost|frozen|cold)/i, 'snow'],
  [/\b(storm|rain|thunder|grey|gray|overcast|fog|mist)/i, 'storm'],
  [/\b(night|midnight|moon|stars?|starry|dark|shadow)/i, 'night'],
  [/\b(dream|surreal|violet|purple|magic|memory|memories|float)/i, 'dream'],
  [/\b(desert|dune|sand|fire|ember|dust|canyon|burn)/i, 'ember'],
  [/\b(day|noon|bright|summer|blue sky|sunlight|sunny)/i, 'day'],
];

const ANY: readonly [MoodName, ...MoodName[]] = [
  'sunset',
  'dawn',
  'day',
  'night',
  'dream',
  'ember',
  'storm',
  'aurora',
  'snow',
];

/** The mood that a prompt's words ask for, tinted a little by the seed so that no two scenes are alike. */
export function chooseMood(prompt: string, seed: number): Mood {
  const random = createRandom('mood', prompt, seed);
  const name = WORDS.find(([pattern]) => pattern.test(prompt))?.[1] ?? random.pick(ANY);
  const base = MOODS[name];
  const tint: Color = [random.between(0, 255), random.between(0, 255), random.between(0, 255)];
  const tinted = (color: Color, amount: number): Color => mix(color, tint, amount);
  return {
    ...base,
    skyTop: tinted(base.skyTop, 0.1),
    skyMiddle: tinted(base.skyMiddle, 0.12),
    skyLow: tinted(base.skyLow, 0.06),
    far: tinted(base.far, 0.1),
  };
}
