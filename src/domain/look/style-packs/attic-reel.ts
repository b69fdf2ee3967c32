import type { StylePack } from './style-pack.ts';

export const ATTIC_REEL: StylePack = {
  id: 'attic-reel',
  version: 1,
  title: 'Attic reel',
  description: 'A family film found in a box: faded, shaky, close. For songs about childhood and home.',
  parts: {
    look: 'a found family film from a summer long ago',
    palette: 'faded reds, milky blues, yellowed whites',
    lens: 'a small zoom lens, slightly soft at the edges',
    light: 'bright noon sun, blown highlights',
    filmStock: 'narrow-gauge home movie film with dust and light leaks',
    negative: 'crisp detail, modern clothes, screens',
  },
};
