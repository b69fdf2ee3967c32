import type { StylePack } from './style-pack.ts';

export const PALE_DREAM: StylePack = {
  id: 'pale-dream',
  version: 1,
  title: 'Pale dream',
  description: 'Impossible rooms in sweet colours where gravity is optional. For dream pop and wonder.',
  parts: {
    look: 'a calm surreal dream in oversized, empty rooms',
    palette: 'powder pink, mint, lilac and cloud white',
    lens: 'a wide lens, perfectly centred and level',
    light: 'even light without a source, soft glow on every edge',
    filmStock: 'clean, creamy and almost without grain',
    negative: 'clutter, grime, dark shadows',
  },
};
