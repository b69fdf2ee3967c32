import type { StylePack } from './style-pack.ts';

export const COLD_CONCRETE: StylePack = {
  id: 'cold-concrete',
  version: 1,
  title: 'Cold concrete',
  description: 'Huge bare buildings, small people, no sun. For heavy, angry and industrial songs.',
  parts: {
    look: 'a severe drama among raw concrete towers',
    palette: 'slate, ash and a trace of rust',
    lens: 'very wide lenses from low down, strict symmetry',
    light: 'overcast sky, flat cold light, fog in the distance',
    filmStock: 'desaturated digital negative with hard contrast',
    negative: 'warm light, plants in bloom, smiles at the camera',
  },
};
