import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AspectRatio, Resolution } from '#contracts/entities/project.ts';
import {
  type ClipModel,
  clipInput,
  clipLengths,
  clipModels,
  clipPriceUsd,
  clipSeconds,
  DEFAULT_CLIP_MODEL,
  DEFAULT_IMAGE_MODEL,
  expectedSeconds,
  findClipModel,
  findImageModel,
  type ImageModel,
  imageInput,
  imageModels,
  imagePriceUsd,
  longestClipSeconds,
  outputUrl,
} from './index.ts';

const RESOLUTIONS: Resolution[] = ['480p', '720p', '1080p'];
const RATIOS: AspectRatio[] = ['16:9', '9:16', '1:1'];
const IMAGE_URL = 'https://media.example/still.jpg';

function clip(slug: string): ClipModel {
  const model = findClipModel(slug);
  if (!model) throw new Error(`no clip model ${slug}`);
  return model;
}

function image(slug: string): ImageModel {
  const model = findImageModel(slug);
  if (!model) throw new Error(`no image model ${slug}`);
  return model;
}

function clipWish(change: Partial<Parameters<typeof clipInput>[1]> = {}): Parameters<typeof clipInput>[1] {
  return {
    prompt: 'slow dolly in',
    negative: 'text',
    imageUrl: IMAGE_URL,
    seconds: 5,
    seed: 7,
    resolution: '720p',
    aspectRatio: '16:9',
    ...change,
  };
}

describe('the registry', () => {
  it('finds its defaults and no stranger', () => {
    expect(findImageModel(DEFAULT_IMAGE_MODEL)?.slug).toBe(DEFAULT_IMAGE_MODEL);
    expect(findClipModel(DEFAULT_CLIP_MODEL)?.slug).toBe(DEFAULT_CLIP_MODEL);
    expect(findClipModel('nobody/nothing')).toBeUndefined();
  });

  it('describes each model once, with a date, a price, a run time and ascending lengths', () => {
    const all = [...imageModels(), ...clipModels()];
    expect(new Set(all.map((model) => model.slug)).size).toBe(all.length);
    for (const model of all) {
      expect(model.slug).toMatch(/^[\w-]+\/[\w.-]+$/);
      expect(model.verifiedAt).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(expectedSeconds(model)).toBeGreaterThan(0);
    }
    for (const model of imageModels()) expect(imagePriceUsd(model).usd).toBeGreaterThan(0);
    for (const model of clipModels()) {
      expect(model.seconds).toEqual([...model.seconds].sort((a, b) => a - b));
      for (const resolution of RESOLUTIONS) {
        expect(clipLengths(model, resolution)).not.toHaveLength(0);
        expect(clipPriceUsd(model, 5, resolution).usd).toBeGreaterThan(0);
      }
    }
  });

  it('covers the image models of the plan and more than ten clip models', () => {
    expect(imageModels()).toHaveLength(7);
    expect(clipModels().length).toBeGreaterThan(10);
  });
});

describe('image inputs', () => {
  it('ask schnell for one repeatable JPEG', () => {
    const wish = {
      prompt: 'a lighthouse',
      negative: 'text',
      aspectRatio: '9:16',
      seed: 42,
      resolution: '720p',
    };
    expect(
      imageInput(image('black-forest-labs/flux-schnell'), {
        ...wish,
        aspectRatio: '9:16',
        resolution: '720p',
      }),
    ).toEqual({
      prompt: 'a lighthouse',
      aspect_ratio: '9:16',
      seed: 42,
      num_outputs: 1,
      num_inference_steps: 4,
      go_fast: false,
      megapixels: '1',
      output_format: 'jpg',
      output_quality: 95,
    });
  });

  it.each(imageModels().map((model) => [model.slug, model] as const))(
    'of %s never ask for WebP or for no seed',
    (_, model) => {
      for (const aspectRatio of RATIOS) {
        const input = imageInput(model, {
          prompt: 'p',
          negative: null,
          aspectRatio,
          seed: null,
          resolution: '1080p',
        });
        expect(['jpg', 'png']).toContain(input.output_format);
        expect(input.aspect_ratio).toBe(aspectRatio);
        expect(input).not.toHaveProperty('seed');
        expect(input).not.toHaveProperty('negative_prompt');
      }
    },
  );

  it('give FLUX.2 its size in megapixels', () => {
    const wish = { prompt: 'p', negative: null, aspectRatio: '16:9', seed: null } as const;
    expect(
      imageInput(image('black-forest-labs/flux-2-pro'), { ...wish, resolution: '1080p' }).resolution,
    ).toBe('2 MP');
  });
});

describe('clip inputs', () => {
  it.each([
    ['bytedance/seedance-1-lite', 'image'],
    ['kwaivgi/kling-v2.1', 'start_image'],
    ['minimax/hailuo-2.3', 'first_frame_image'],
    ['wan-video/wan-2.2-i2v-fast', 'image'],
    ['google/veo-3.1', 'image'],
  ])('of %s carry the still as %s', (slug, field) => {
    expect(clipInput(clip(slug), clipWish())[field]).toBe(IMAGE_URL);
  });

  it.each([
    ['bytedance/seedance-2.0', 'generate_audio'],
    ['bytedance/seedance-1.5-pro', 'generate_audio'],
    ['google/veo-3.1', 'generate_audio'],
    ['kwaivgi/kling-v3-video', 'generate_audio'],
    ['prunaai/p-video', 'save_audio'],
  ])('of %s switch the sound off by %s', (slug, field) => {
    expect(clipInput(clip(slug), clipWish())[field]).toBe(false);
  });

  it('of the default model are exactly these', () => {
    expect(clipInput(clip(DEFAULT_CLIP_MODEL), clipWish({ seconds: 4.2 }))).toEqual({
      prompt: 'slow dolly in',
      image: IMAGE_URL,
      duration: 5,
      resolution: '720p',
      fps: 24,
      camera_fixed: false,
      seed: 7,
    });
  });

  it('of Wan 2.2 count frames: 81 for five seconds, 121 for the longest', () => {
    const wan = clip('wan-video/wan-2.2-i2v-fast');
    expect(clipInput(wan, clipWish())).toMatchObject({ num_frames: 81, frames_per_second: 16 });
    expect(clipInput(wan, clipWish({ seconds: 99 }))).toMatchObject({ num_frames: 121 });
    expect(clipInput(wan, clipWish())).not.toHaveProperty('duration');
  });

  it.each([
    ['kwaivgi/kling-v2.1', '1080p', { mode: 'pro' }],
    ['kwaivgi/kling-v2.1', '480p', { mode: 'standard' }],
    ['pixverse/pixverse-v5', '480p', { quality: '540p' }],
    ['minimax/hailuo-02', '720p', { resolution: '768p' }],
    ['google/veo-3.1', '480p', { resolution: '720p' }],
  ] as const)('of %s say %s in its own words', (slug, resolution, expected) => {
    expect(clipInput(clip(slug), clipWish({ resolution }))).toMatchObject(expected);
  });

  it('leave out what a model does not know', () => {
    const kling = clipInput(clip('kwaivgi/kling-v2.5-turbo-pro'), clipWish());
    expect(kling).not.toHaveProperty('seed');
    expect(kling).toHaveProperty('negative_prompt', 'text');
    expect(clipInput(clip(DEFAULT_CLIP_MODEL), clipWish())).not.toHaveProperty('negative_prompt');
    expect(clipInput(clip('google/veo-3.1'), clipWish({ aspectRatio: '1:1' }))).not.toHaveProperty(
      'aspect_ratio',
    );
  });

  it('always ask for a length that the model makes at that resolution', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...clipModels()),
        fc.double({ min: 0.1, max: 30, noNaN: true }),
        fc.constantFrom(...RESOLUTIONS),
        (model, seconds, resolution) => {
          const input = clipInput(model, clipWish({ seconds, resolution }));
          const asked = typeof input.num_frames === 'number' ? (input.num_frames - 1) / 16 : input.duration;
          expect(clipLengths(model, resolution)).toContain(asked);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('clip lengths', () => {
  it.each([
    ['bytedance/seedance-1-lite', 1.5, 4],
    ['bytedance/seedance-1-lite', 5.1, 6],
    ['bytedance/seedance-1-lite', 12, 12],
    ['bytedance/seedance-1-lite', 12.1, null],
    ['kwaivgi/kling-v2.1', 5.005, 5],
    ['kwaivgi/kling-v2.1', 5.1, 10],
    ['google/veo-3.1', 6.5, 8],
  ])('of %s for %s s is %s', (slug, needed, expected) => {
    expect(clipSeconds(clip(slug), needed)).toBe(expected);
  });

  it('know that Hailuo makes ten seconds in 768p only', () => {
    const hailuo = clip('minimax/hailuo-2.3');
    expect(longestClipSeconds(hailuo)).toBe(6);
    expect(longestClipSeconds(hailuo, '720p')).toBe(10);
    expect(clipSeconds(hailuo, 8, '1080p')).toBeNull();
  });
});

describe('prices', () => {
  it('are billed by the length that is asked for', () => {
    expect(clipPriceUsd(clip(DEFAULT_CLIP_MODEL), 6, '720p')).toEqual({ usd: 0.216, estimated: false });
    expect(imagePriceUsd(image(DEFAULT_IMAGE_MODEL))).toEqual({ usd: 0.003, estimated: false });
  });
});

describe('the output of a prediction', () => {
  it.each([
    ['https://replicate.delivery/a.mp4', 'https://replicate.delivery/a.mp4'],
    [
      ['https://replicate.delivery/a.jpg', 'https://replicate.delivery/b.jpg'],
      'https://replicate.delivery/a.jpg',
    ],
    [{ url: 'https://replicate.delivery/c.mp4' }, 'https://replicate.delivery/c.mp4'],
    [[{ url: 'https://replicate.delivery/d.mp4' }], 'https://replicate.delivery/d.mp4'],
    [[], null],
    [null, null],
    [undefined, null],
    [42, null],
    ['not a url', null],
    ['file:///etc/passwd', null],
    [{ url: null }, null],
  ])('%j is %s', (output, expected) => {
    expect(outputUrl(output)).toBe(expected);
  });
});
