import type { StylePack } from './style-pack.ts';

export const WET_INK: StylePack = {
  id: 'wet-ink',
  version: 1,
  title: 'Wet ink',
  description: 'Brush and ink on rough paper, figures that bleed into mist. For quiet, spacious songs.',
  parts: {
    look: 'a living ink and brush painting on rough paper',
    palette: 'black ink, pale grey wash, one vermilion accent',
    lens: 'wide empty compositions with distant figures',
    light: 'flat paper white, forms fading into mist',
    filmStock: 'soaked paper with blooming edges and brush hairs',
    negative: 'outlines of comics, saturated colours, 3d render',
  },
};
