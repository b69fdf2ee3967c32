import type { StylePack } from './style-pack.ts';

export const NEON_RAIN: StylePack = {
  id: 'neon-rain',
  version: 1,
  title: 'Neon rain',
  description: 'A wet city after midnight, lit by its signs. For electronic, restless and lonely songs.',
  parts: {
    look: 'a midnight city thriller after rain',
    palette: 'magenta and cyan on near black',
    lens: 'anamorphic lenses with oval highlights',
    light: 'shop signs and headlamps mirrored in wet asphalt',
    filmStock: 'pushed night film with glowing highlights',
    negative: 'daylight, blue sky, pastel colours',
  },
};
