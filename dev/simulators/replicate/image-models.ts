import type { InputFields } from './input-schema.ts';
import {
  choice,
  flag,
  type ImageModel,
  type Input,
  inputValue,
  integer,
  number,
  seed,
  text,
  uri,
  uris,
} from './model.ts';

const RATIOS = ['1:1', '16:9', '21:9', '3:2', '2:3', '4:5', '5:4', '3:4', '4:3', '9:16', '9:21'] as const;
const ratio = choice(...RATIOS);
const ratioOrInput = choice('match_input_image', ...RATIOS, '2:1', '1:2');
const webpFirst = choice('webp', 'jpg', 'png');
const quality = integer(0, 100, 80);

interface ImageFacts {
  readonly slug: string;
  readonly usdPerImage: number;
  readonly fields: InputFields;
  readonly output?: 'array' | 'single';
  readonly downloads?: readonly string[];
  readonly isDeterministic?: (input: Input) => boolean;
}

function image(facts: ImageFacts): ImageModel {
  const formats = facts.fields.output_format?.enum ?? ['png'];
  return {
    kind: 'image',
    slug: facts.slug,
    fields: facts.fields,
    downloads: facts.downloads ?? [],
    output: facts.output ?? 'single',
    formats: (['webp', 'jpg', 'png'] as const).filter((format) => formats.includes(format)),
    isDeterministic: facts.isDeterministic ?? (() => true),
    costUsd: (input) => facts.usdPerImage * Number(inputValue(facts.fields, input, 'num_outputs') ?? 1),
  };
}

const schnell: InputFields = {
  prompt: text(true),
  aspect_ratio: ratio,
  num_outputs: integer(1, 4, 1),
  num_inference_steps: integer(1, 4, 4),
  seed,
  output_format: webpFirst,
  output_quality: quality,
  disable_safety_checker: flag(),
  go_fast: flag(true),
  megapixels: choice('1', '0.25'),
};
const dev: InputFields = {
  ...schnell,
  num_inference_steps: integer(1, 50, 28),
  guidance: number(0, 10),
  image: uri(),
  prompt_strength: number(0, 1),
};
const pro: InputFields = {
  prompt: text(true),
  image_prompt: uri(),
  aspect_ratio: choice(...RATIOS, 'custom'),
  width: integer(256, 1440),
  height: integer(256, 1440),
  safety_tolerance: integer(1, 6, 2),
  seed,
  prompt_upsampling: flag(),
  output_format: webpFirst,
  output_quality: quality,
};
const ultra: InputFields = {
  prompt: text(true),
  image_prompt: uri(),
  image_prompt_strength: number(0, 1),
  aspect_ratio: ratio,
  safety_tolerance: integer(1, 6, 2),
  seed,
  raw: flag(),
  output_format: choice('jpg', 'png'),
};
const kontext: InputFields = {
  prompt: text(true),
  input_image: uri(),
  aspect_ratio: ratioOrInput,
  seed,
  output_format: choice('png', 'jpg'),
  safety_tolerance: integer(0, 6, 2),
  prompt_upsampling: flag(),
};
const flux2: InputFields = {
  prompt: text(true),
  input_images: uris(8),
  aspect_ratio: choice('1:1', 'match_input_image', 'custom', ...RATIOS.slice(1)),
  resolution: choice('1 MP', 'match_input_image', '0.5 MP', '2 MP', '4 MP'),
  width: integer(256, 2048),
  height: integer(256, 2048),
  safety_tolerance: integer(1, 5, 2),
  seed,
  output_format: webpFirst,
  output_quality: quality,
};
// "outputs will not be deterministic when this is enabled, even if you set a seed": on unless sent as false.
const withoutGoFast = (input: Input): boolean => input.go_fast === false;

/** Picture models, inputs and prices of November 2026. */
export const IMAGE_MODELS: readonly ImageModel[] = [
  image({
    slug: 'black-forest-labs/flux-schnell',
    usdPerImage: 0.003,
    fields: schnell,
    output: 'array',
    isDeterministic: withoutGoFast,
  }),
  image({
    slug: 'black-forest-labs/flux-dev',
    usdPerImage: 0.025,
    fields: dev,
    output: 'array',
    downloads: ['image'],
    isDeterministic: withoutGoFast,
  }),
  image({ slug: 'black-forest-labs/flux-pro', usdPerImage: 0.055, fields: pro, downloads: ['image_prompt'] }),
  image({
    slug: 'black-forest-labs/flux-1.1-pro',
    usdPerImage: 0.04,
    fields: pro,
    downloads: ['image_prompt'],
  }),
  image({
    slug: 'black-forest-labs/flux-1.1-pro-ultra',
    usdPerImage: 0.06,
    fields: ultra,
    downloads: ['image_prompt'],
  }),
  image({
    slug: 'black-forest-labs/flux-kontext-pro',
    usdPerImage: 0.04,
    fields: kontext,
    downloads: ['input_image'],
  }),
  image({
    slug: 'black-forest-labs/flux-kontext-max',
    usdPerImage: 0.08,
    fields: kontext,
    downloads: ['input_image'],
  }),
  image({
    slug: 'black-forest-labs/flux-kontext-dev',
    usdPerImage: 0.025,
    fields: {
      ...kontext,
      input_image: uri(true),
      num_inference_steps: integer(4, 50, 30),
      guidance: number(0, 10),
      go_fast: flag(true),
      output_quality: quality,
      disable_safety_checker: flag(),
    },
    downloads: ['input_image'],
    isDeterministic: withoutGoFast,
  }),
  image({
    slug: 'black-forest-labs/flux-2-pro',
    usdPerImage: 0.05,
    fields: flux2,
    downloads: ['input_images'],
  }),
  image({
    slug: 'black-forest-labs/flux-2-flex',
    usdPerImage: 0.06,
    fields: {
      ...flux2,
      input_images: uris(10),
      steps: integer(1, 50, 30),
      guidance: number(1.5, 10),
      prompt_upsampling: flag(true),
    },
    downloads: ['input_images'],
  }),
];
