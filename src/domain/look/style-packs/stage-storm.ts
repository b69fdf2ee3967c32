import type { StylePack } from './style-pack.ts';

export const STAGE_STORM: StylePack = {
  id: 'stage-storm',
  version: 1,
  title: 'Stage storm',
  description: 'A concert at its peak: beams, smoke and sweat. For songs that are played loud.',
  parts: {
    look: 'a concert film at the height of the show',
    palette: 'deep blue dark cut by white and red beams',
    lens: 'long lenses from the pit, flares across the frame',
    light: 'moving spotlights through thick haze, strobes far behind',
    filmStock: 'high-speed night film, lifted blacks',
    negative: 'empty seats, daylight, tidy rooms',
  },
};
