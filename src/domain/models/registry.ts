import { CLIP_MODELS } from './clip-models.ts';
import { IMAGE_MODELS } from './image-models.ts';
import type { ClipModel, ImageModel } from './model.ts';

export const DEFAULT_IMAGE_MODEL = 'black-forest-labs/flux-schnell';
export const DEFAULT_CLIP_MODEL = 'bytedance/seedance-1-lite';

export function imageModels(): readonly ImageModel[] {
  return IMAGE_MODELS;
}

export function clipModels(): readonly ClipModel[] {
  return CLIP_MODELS;
}

export function findImageModel(slug: string): ImageModel | undefined {
  return IMAGE_MODELS.find((model) => model.slug === slug);
}

export function findClipModel(slug: string): ClipModel | undefined {
  return CLIP_MODELS.find((model) => model.slug === slug);
}
