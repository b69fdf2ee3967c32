import type { AspectRatio, Resolution } from '#contracts/entities/project.ts';
import { clipSeconds, longestClipSeconds } from './length.ts';
import type { ClipModel, ImageModel } from './model.ts';

export interface ImageWish {
  readonly prompt: string;
  /** What must not be seen. The FLUX models have no field for it, so it stays out of the request. */
  readonly negative: string | null;
  readonly aspectRatio: AspectRatio;
  readonly seed: number | null;
  readonly resolution: Resolution;
}

export interface ClipWish {
  readonly prompt: string;
  readonly negative: string | null;
  readonly imageUrl: string;
  /** Length in seconds; one that the model does not make becomes the next longer one, or its longest. */
  readonly seconds: number;
  readonly seed: number | null;
  readonly resolution: Resolution;
  readonly aspectRatio: AspectRatio;
}

/** The `input` object of a prediction that makes one still. */
export function imageInput(model: ImageModel, wish: ImageWish): Record<string, unknown> {
  return {
    ...model.fixed,
    prompt: wish.prompt,
    aspect_ratio: wish.aspectRatio,
    ...(model.size ? { [model.size.field]: model.size.values[wish.resolution] } : {}),
    ...seedField(model, wish.seed),
  };
}

/** The fields that give a model pictures of the cast, most important first; none where it takes none. */
export function referenceFields(model: ImageModel, urls: readonly string[]): Record<string, unknown> {
  const { references } = model;
  if (!references || urls.length === 0) return {};
  const taken = urls.slice(0, references.most);
  return { [references.field]: references.list ? taken : taken[0] };
}

/** The `input` object of a prediction that sets one still in motion. */
export function clipInput(model: ClipModel, wish: ClipWish): Record<string, unknown> {
  const seconds =
    clipSeconds(model, wish.seconds, wish.resolution) ?? longestClipSeconds(model, wish.resolution);
  const namesAspect = model.aspectRatios?.includes(wish.aspectRatio) ?? false;
  return {
    ...model.fixed,
    prompt: wish.prompt,
    [model.startImage]: wish.imageUrl,
    ...lengthFields(model, seconds),
    ...(model.size ? { [model.size.field]: model.size.values[wish.resolution] } : {}),
    ...(namesAspect ? { aspect_ratio: wish.aspectRatio } : {}),
    ...(model.takesNegative && wish.negative ? { negative_prompt: wish.negative } : {}),
    ...seedField(model, wish.seed),
  };
}

function lengthFields(model: ClipModel, seconds: number): Record<string, number> {
  if (model.length.by === 'duration') return { duration: seconds };
  // The first frame is the start image itself, so that a length of n/rate takes n + 1 frames.
  return {
    num_frames: seconds * model.length.perSecond + 1,
    frames_per_second: model.length.perSecond,
  };
}

function seedField(model: { takesSeed: boolean }, seed: number | null): Record<string, number> {
  return model.takesSeed && seed !== null ? { seed } : {};
}
