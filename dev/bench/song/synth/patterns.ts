import type { Chance } from './chance.ts';
import type { Pattern, Progression } from './studio.ts';

export const ROCK: readonly [Pattern, ...Pattern[]] = [
  { kick: 'X.......X.......', snare: '....X.......X...', hat: 'x.o.x.o.x.o.x.o.' },
  { kick: 'X.....x.X.......', snare: '....X.......X...', hat: 'x.x.x.x.x.x.x.x.' },
  {
    kick: 'X..x....x.x.....',
    snare: '....X.......X..o',
    hat: 'x.o.x.o.x.o.x...',
    openHat: '..............x.',
  },
  { kick: 'X.......x.x.....', snare: '....X.......X...', ride: 'x...x...x...x...' },
];
export const HOUSE: readonly [Pattern, ...Pattern[]] = [
  { kick: 'X...X...X...X...', snare: '....x.......x...', openHat: '..x...x...x...x.' },
  { kick: 'X...X...X...X...', hat: 'o.x.o.x.o.x.o.x.', snare: '............x...' },
  { kick: 'X...X...X...X...', hat: 'ooxoooxoooxoooxo', rim: '...x..x....x..x.' },
];
export const FUNK: readonly [Pattern, ...Pattern[]] = [
  { kick: 'X.x.......x..x..', snare: '....X..o.o..X..o', hat: 'xoxoxoxoxoxoxoxo' },
  { kick: 'X..x..x...x..x..', snare: '....X.......X...', hat: 'x.x.x.x.x.x.x.x.' },
  { kick: 'X.....x..x......', snare: '....X..o....X.x.', hat: 'o.x.o.x.o.x.o.x.' },
];
export const HIP_HOP: readonly [Pattern, ...Pattern[]] = [
  { kick: 'X......x..x.....', snare: '....X.......X...', hat: 'x.x.x.x.x.x.xox.' },
  { kick: 'X..x....x..x....', snare: '....X.......X...', hat: 'xoxoxoxoxoxoxoxo' },
];
export const BREAKBEAT: readonly [Pattern, ...Pattern[]] = [
  { kick: 'X.........x.....', snare: '....X.......X...', hat: 'x.x.x.x.x.x.x.x.' },
  { kick: 'X.x.......x.....', snare: '....X..o.o..X..o', ride: 'x.x.x.x.x.x.x.x.' },
];
export const HALF_TIME: readonly [Pattern, ...Pattern[]] = [
  { kick: 'X.........x.....', snare: '........X.......', hat: 'x...x...x...x...' },
  { kick: 'X..x............', snare: '........X.......', hat: 'x.x.x.x.x.x.x.x.' },
];
export const BALLAD: readonly [Pattern, ...Pattern[]] = [
  { kick: 'X.......x.......', snare: '....x.......x...', hat: 'x.o.x.o.x.o.x.o.' },
  { kick: 'X.........x.....', rim: '....x.......x...', hat: 'xoooxoooxoooxooo' },
];
export const ONE_DROP: readonly [Pattern, ...Pattern[]] = [
  { kick: '........X.......', rim: '........X.......', hat: 'x.x.x.x.x.x.x.x.' },
  { kick: 'x.......X.......', rim: '........X.......', hat: 'o.x.o.x.o.x.o.x.' },
];
export const WALTZ: readonly [Pattern, ...Pattern[]] = [
  { kick: 'X...........', snare: '....x...x...', hat: 'x...x...x...' },
  { kick: 'X...........', rim: '....x...x...', ride: 'x...x.x.x...' },
  { kick: 'X.........x.', snare: '....x...o...', hat: 'x.o.x.o.x.o.' },
];
/** The middle of each beat is swung by the grid. */
export const JAZZ: readonly [Pattern, ...Pattern[]] = [
  { ride: 'x.xxx.xx', hat: '..x...x.', kick: 'o.o.o.o.' },
  { ride: 'x.xxx.xx', hat: '..X...X.', snare: '...o...o' },
];
export const SHUFFLE: readonly [Pattern, ...Pattern[]] = [
  { kick: 'X...x...', snare: '..X...X.', hat: 'xxxxxxxx' },
  { kick: 'X..xX...', snare: '..X...X.', ride: 'x.xxx.xx' },
];

const PROGRESSIONS: readonly [Progression, ...Progression[]] = [
  [
    [57, 60, 64],
    [53, 57, 60],
    [48, 52, 55],
    [55, 59, 62],
  ],
  [
    [57, 60, 64],
    [50, 53, 57],
    [52, 55, 59],
    [57, 60, 64],
  ],
  [
    [48, 52, 55],
    [55, 59, 62],
    [57, 60, 64],
    [53, 57, 60],
  ],
  [
    [48, 52, 55],
    [57, 60, 64],
    [50, 53, 57],
    [55, 59, 62],
  ],
];

/** Four chords in a key of chance. */
export function progression(chance: Chance): Progression {
  const key = chance.whole(-5, 6);
  return chance.pick(PROGRESSIONS).map((chord) => chord.map((note) => note + key));
}
