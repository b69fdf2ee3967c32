import type { Size } from '../drawing/image-size.ts';
import type { InputFields } from './input-schema.ts';
import { type Input, inputValue } from './model.ts';

/** Sizes of FLUX at about one megapixel. */
const SIZES: Readonly<Record<string, Size>> = {
  '1:1': { width: 1024, height: 1024 },
  '16:9': { width: 1344, height: 768 },
  '21:9': { width: 1536, height: 640 },
  '3:2': { width: 1216, height: 832 },
  '2:3': { width: 832, height: 1216 },
  '4:5': { width: 896, height: 1088 },
  '5:4': { width: 1088, height: 896 },
  '3:4': { width: 896, height: 1152 },
  '4:3': { width: 1152, height: 896 },
  '9:16': { width: 768, height: 1344 },
  '9:21': { width: 640, height: 1536 },
  '2:1': { width: 1408, height: 704 },
  '1:2': { width: 704, height: 1408 },
};

const SQUARE: Size = { width: 1024, height: 1024 };

function fitted(shape: Size, megapixels: number): Size {
  const scale = Math.sqrt((megapixels * 1_048_576) / (shape.width * shape.height));
  const side = (length: number): number => Math.max(64, Math.round((length * scale) / 32) * 32);
  return { width: side(shape.width), height: side(shape.height) };
}

/** Pixel size of a picture from `aspect_ratio`, `width`/`height`, `megapixels` and the input picture's shape. */
export function pictureSize(fields: InputFields, input: Input, reference: Size | undefined): Size {
  const ratio = String(inputValue(fields, input, 'aspect_ratio') ?? '1:1');
  if (ratio === 'custom' && typeof input.width === 'number' && typeof input.height === 'number') {
    return { width: Math.round(input.width / 2) * 2, height: Math.round(input.height / 2) * 2 };
  }
  // flux-dev's `image` decides the shape too; kontext says so by `match_input_image`.
  const follows = ratio === 'match_input_image' || fields.prompt_strength !== undefined;
  const shape = (follows ? reference : undefined) ?? SIZES[ratio] ?? SQUARE;
  if (input.megapixels === '0.25') return fitted(shape, 0.25);
  return shape === reference ? fitted(shape, 1) : shape;
}
