/**
 * Still-image models. Inputs are those of the models' pages on Replicate. Prices of schnell, dev and 1.1-pro were
 * read on replicate.com/pricing; the others come from third-party lists and are marked as estimates.
 */
import type { ImageModel } from './model.ts';

// WebP is the default nearly everywhere, and not every clip model takes it as a start image.
const JPEG = { output_format: 'jpg', output_quality: 95 } as const;

export const IMAGE_MODELS: readonly ImageModel[] = [
  {
    slug: 'black-forest-labs/flux-schnell',
    verifiedAt: '2026-10-07',
    usdPerImage: 0.003,
    priceEstimated: false,
    takesSeed: true,
    // With go_fast the page says that outputs are not deterministic even with a seed.
    fixed: { ...JPEG, num_outputs: 1, num_inference_steps: 4, go_fast: false, megapixels: '1' },
    references: null,
    size: null,
    runSeconds: 2,
  },
  {
    slug: 'black-forest-labs/flux-dev',
    verifiedAt: '2026-10-07',
    usdPerImage: 0.025,
    priceEstimated: false,
    takesSeed: true,
    fixed: { ...JPEG, num_outputs: 1, go_fast: false, megapixels: '1' },
    references: null,
    size: null,
    runSeconds: 6,
  },
  {
    slug: 'black-forest-labs/flux-1.1-pro',
    verifiedAt: '2026-10-07',
    usdPerImage: 0.04,
    priceEstimated: false,
    takesSeed: true,
    fixed: { ...JPEG, prompt_upsampling: false },
    references: null,
    size: null,
    runSeconds: 10,
  },
  {
    slug: 'black-forest-labs/flux-1.1-pro-ultra',
    verifiedAt: '2026-07-03',
    usdPerImage: 0.06,
    priceEstimated: true,
    takesSeed: true,
    fixed: { output_format: 'jpg', raw: false },
    references: null,
    size: null,
    runSeconds: 12,
  },
  {
    slug: 'black-forest-labs/flux-kontext-pro',
    verifiedAt: '2026-07-03',
    usdPerImage: 0.04,
    priceEstimated: true,
    takesSeed: true,
    fixed: { output_format: 'jpg', prompt_upsampling: false },
    references: { field: 'input_image', most: 1, list: false },
    size: null,
    runSeconds: 8,
  },
  {
    slug: 'black-forest-labs/flux-kontext-max',
    verifiedAt: '2026-07-03',
    usdPerImage: 0.08,
    priceEstimated: true,
    takesSeed: true,
    fixed: { output_format: 'jpg', prompt_upsampling: false },
    references: { field: 'input_image', most: 1, list: false },
    size: null,
    runSeconds: 10,
  },
  {
    slug: 'black-forest-labs/flux-2-pro',
    verifiedAt: '2026-07-03',
    // Billed by megapixels; this is the upper end of what was seen for one.
    usdPerImage: 0.06,
    priceEstimated: true,
    takesSeed: true,
    fixed: JPEG,
    references: { field: 'input_images', most: 8, list: true },
    size: { field: 'resolution', values: { '480p': '0.5 MP', '720p': '1 MP', '1080p': '2 MP' } },
    runSeconds: 12,
  },
];
