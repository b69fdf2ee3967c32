export { type ClipWish, clipInput, type ImageWish, imageInput, referenceFields } from './input.ts';
export { clipLengths, clipSeconds, longestClipSeconds } from './length.ts';
export type { ClipModel, ImageModel } from './model.ts';
export { outputUrl } from './output.ts';
export { clipPriceUsd, expectedSeconds, imagePriceUsd, type Price } from './price.ts';
export {
  clipModels,
  DEFAULT_CLIP_MODEL,
  DEFAULT_IMAGE_MODEL,
  findClipModel,
  findImageModel,
  imageModels,
} from './registry.ts';
