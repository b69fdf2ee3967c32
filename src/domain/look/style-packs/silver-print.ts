import type { StylePack } from './style-pack.ts';

export const SILVER_PRINT: StylePack = {
  id: 'silver-print',
  version: 1,
  title: 'Silver print',
  description: 'Black and white with deep blacks and one hard lamp. For ballads and bare voices.',
  parts: {
    look: 'a stark black and white portrait film',
    palette: 'pure greys from ink black to chalk white',
    lens: 'long portrait lenses, shallow focus',
    light: 'a single hard lamp from the side, deep shadow',
    filmStock: 'silver-rich monochrome with visible grain',
    negative: 'colour, sepia, tinted light',
  },
};
