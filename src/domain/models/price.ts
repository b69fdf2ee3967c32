import type { Resolution } from '#contracts/entities/project.ts';
import type { ClipModel, ImageModel } from './model.ts';

/** A price in USD; `estimated` where the figure was not read at its source. */
export interface Price {
  readonly usd: number;
  readonly estimated: boolean;
}

/** What one still costs. */
export function imagePriceUsd(model: ImageModel): Price {
  return { usd: model.usdPerImage, estimated: model.priceEstimated };
}

/** What a clip of `seconds` costs. Billed is the length that was asked for, not the scene's. */
export function clipPriceUsd(model: ClipModel, seconds: number, resolution: Resolution): Price {
  const usd = model.usdPerSecond[resolution] * seconds;
  return { usd: Math.round(usd * 1e6) / 1e6, estimated: model.priceEstimated };
}

/** How long one run usually takes, in seconds. */
export function expectedSeconds(model: ImageModel | ClipModel): number {
  return model.runSeconds;
}
