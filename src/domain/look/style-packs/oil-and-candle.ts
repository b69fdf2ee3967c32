import type { StylePack } from './style-pack.ts';

export const OIL_AND_CANDLE: StylePack = {
  id: 'oil-and-candle',
  version: 1,
  title: 'Oil and candle',
  description: 'A painting of the old masters that breathes. For solemn, sacred and tragic songs.',
  parts: {
    look: 'a baroque oil painting come to life',
    palette: 'umber, ochre, wine red and bone',
    lens: 'a still, frontal view like a painted panel',
    light: 'one candle in a dark room, faces out of blackness',
    filmStock: 'layered oil glaze with fine cracks in the varnish',
    negative: 'plastic, electric light, modern objects',
  },
};
