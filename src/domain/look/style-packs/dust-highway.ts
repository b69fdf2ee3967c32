import type { StylePack } from './style-pack.ts';

export const DUST_HIGHWAY: StylePack = {
  id: 'dust-highway',
  version: 1,
  title: 'Dust highway',
  description:
    'A road film of fifty years ago: heat, chrome and horizons. For country, rock and leaving songs.',
  parts: {
    look: 'a road film of the early seventies',
    palette: 'burnt orange, denim blue, bleached sand',
    lens: 'a long zoom lens that flattens heat haze',
    light: 'hard desert sun, late shadows over asphalt',
    filmStock: 'sun-baked colour stock with coarse grain and gate weave',
    negative: 'modern cars, city skylines, rain',
  },
};
