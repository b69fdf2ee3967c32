import type { StylePack } from './style-pack.ts';

export const LATE_SUN: StylePack = {
  id: 'late-sun',
  version: 1,
  title: 'Late sun',
  description: 'The last hour of a warm day: backlight, dust and long shadows. For songs that look back.',
  parts: {
    look: 'a tender drama filmed in the last hour of daylight',
    palette: 'honey, amber and soft olive',
    lens: 'fast prime lenses with gentle flare',
    light: 'low sun from behind, dust in the air',
    filmStock: 'warm colour negative with fine grain',
    negative: 'cold light, neon, harsh flash',
  },
};
