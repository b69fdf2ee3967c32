import type { StylePack } from './style-pack.ts';

export const PAPER_THEATRE: StylePack = {
  id: 'paper-theatre',
  version: 1,
  title: 'Paper theatre',
  description:
    'Everything is cut from paper and stands in layers on a small stage. For playful and fairy-tale songs.',
  parts: {
    look: 'a layered stage of cut paper, every figure hand-made',
    palette: 'signal red, mustard, teal and cream',
    lens: 'a macro lens close to the model, tiny depth',
    light: 'warm lamps behind the layers, soft paper shadows',
    filmStock: 'matte paper fibre, torn edges, visible glue',
    negative: 'real skin, photorealism, glossy plastic',
  },
};
