import type { InputFields } from './input-schema.ts';
import {
  type ClipWish,
  choice,
  flag,
  type Input,
  inputValue,
  integer,
  number,
  numberChoice,
  seed,
  uri,
  uris,
  type VideoModel,
} from './model.ts';
import {
  hailuo,
  hailuo23,
  kling,
  kling3,
  pixverse,
  prompt,
  ratio,
  SEEDANCE_2,
  seedance,
  veo,
  wan22,
  wan25,
} from './video-inputs.ts';

interface VideoFacts {
  readonly slug: string;
  readonly startField: string;
  readonly fields: InputFields;
  /** Price per second, or per clip of the given wish. */
  readonly usd: number | ((wish: ClipWish) => number);
}

const SHORT_SIDES: Readonly<Record<string, number>> = {
  '360p': 360,
  '480p': 480,
  '512p': 512,
  '540p': 540,
  '720p': 720,
  '768p': 768,
  '1080p': 1080,
  '4k': 1080,
  standard: 720,
  pro: 1080,
};

function readWish(fields: InputFields, input: Input): ClipWish {
  const value = (name: string): unknown => inputValue(fields, input, name);
  const size = String(value('resolution') ?? value('quality') ?? value('mode') ?? '720p').toLowerCase();
  const framesPerSecond = Number(value('frames_per_second') ?? 24);
  const frames = Number(value('num_frames') ?? Math.round(Number(value('duration') ?? 5) * framesPerSecond));
  return {
    frames,
    framesPerSecond,
    seconds: frames / framesPerSecond,
    shortSide: SHORT_SIDES[size] ?? 720,
    audio: ['generate_audio', 'save_audio', 'sound_effect_switch'].some((name) => value(name) === true),
  };
}

function video(facts: VideoFacts): VideoModel {
  const { fields, usd } = facts;
  const clip = (input: Input): ClipWish => readWish(fields, input);
  return {
    kind: 'video',
    slug: facts.slug,
    fields,
    startField: facts.startField,
    downloads: Object.keys(fields).filter(
      (name) => fields[name]?.type === 'uri' || fields[name]?.type === 'uris',
    ),
    clip,
    costUsd: (input) => (typeof usd === 'number' ? usd * clip(input).seconds : usd(clip(input))),
  };
}

/** Image-to-video models, inputs and prices of November 2026 (see `startField`: there are four names for it). */
export const VIDEO_MODELS: readonly VideoModel[] = [
  video({
    slug: 'bytedance/seedance-1-lite',
    startField: 'image',
    fields: { ...seedance, duration: integer(4, 12, 5), reference_images: uris(4) },
    usd: (wish) => wish.seconds * (wish.shortSide <= 480 ? 0.018 : 0.036),
  }),
  video({
    slug: 'bytedance/seedance-1-pro',
    startField: 'image',
    fields: { ...seedance, resolution: choice('1080p', '480p', '720p') },
    usd: 0.15,
  }),
  video({
    slug: 'bytedance/seedance-1-pro-fast',
    startField: 'image',
    fields: { ...seedance, resolution: choice('1080p', '480p', '720p') },
    usd: 0.06,
  }),
  video({
    slug: 'bytedance/seedance-1.5-pro',
    startField: 'image',
    fields: { ...seedance, generate_audio: flag(false) },
    usd: 0.15,
  }),
  video({ slug: 'bytedance/seedance-2.0', startField: 'image', fields: SEEDANCE_2, usd: 0.29 }),
  video({ slug: 'bytedance/seedance-2.0-fast', startField: 'image', fields: SEEDANCE_2, usd: 0.22 }),
  video({
    slug: 'kwaivgi/kling-v1.6-pro',
    startField: 'start_image',
    fields: {
      ...kling,
      start_image: uri(),
      end_image: uri(),
      aspect_ratio: choice('16:9', '9:16', '1:1'),
      cfg_scale: number(0, 1),
    },
    usd: 0.095,
  }),
  video({
    slug: 'kwaivgi/kling-v2.1',
    startField: 'start_image',
    fields: { ...kling, start_image: uri(true), end_image: uri(), mode: choice('standard', 'pro') },
    usd: (wish) => wish.seconds * (wish.shortSide > 720 ? 0.11 : 0.05),
  }),
  video({
    slug: 'kwaivgi/kling-v2.1-master',
    startField: 'start_image',
    fields: { ...kling, start_image: uri(), aspect_ratio: choice('16:9', '9:16', '1:1') },
    usd: 0.28,
  }),
  video({
    slug: 'kwaivgi/kling-v2.5-turbo-pro',
    startField: 'start_image',
    fields: {
      ...kling,
      start_image: uri(),
      image: uri(),
      end_image: uri(),
      aspect_ratio: choice('16:9', '9:16', '1:1'),
      guidance_scale: number(0, 1),
    },
    usd: 0.07,
  }),
  video({ slug: 'kwaivgi/kling-v3-video', startField: 'start_image', fields: kling3, usd: 0.3 }),
  video({
    slug: 'kwaivgi/kling-v3-omni-video',
    startField: 'start_image',
    fields: { ...kling3, reference_images: uris(7) },
    usd: 0.28,
  }),
  video({
    slug: 'wan-video/wan-2.2-i2v-fast',
    startField: 'image',
    fields: wan22,
    usd: (wish) => (wish.shortSide <= 480 ? 0.05 : 0.11) * (1 + (wish.frames - 81) / 125),
  }),
  video({ slug: 'wan-video/wan-2.5-i2v', startField: 'image', fields: wan25, usd: 0.1 }),
  video({ slug: 'wan-video/wan-2.5-i2v-fast', startField: 'image', fields: wan25, usd: 0.068 }),
  video({ slug: 'minimax/hailuo-02', startField: 'first_frame_image', fields: hailuo, usd: 0.08 }),
  video({
    slug: 'minimax/hailuo-02-fast',
    startField: 'first_frame_image',
    fields: { ...hailuo, first_frame_image: uri(true), resolution: choice('512p') },
    usd: 0.0166,
  }),
  video({ slug: 'minimax/hailuo-2.3', startField: 'first_frame_image', fields: hailuo23, usd: 0.1 }),
  video({
    slug: 'minimax/hailuo-2.3-fast',
    startField: 'first_frame_image',
    fields: { ...hailuo23, first_frame_image: uri(true) },
    usd: 0.06,
  }),
  video({ slug: 'google/veo-3.1', startField: 'image', fields: veo, usd: 0.75 }),
  video({ slug: 'google/veo-3.1-fast', startField: 'image', fields: veo, usd: 0.4 }),
  video({ slug: 'google/veo-3.1-lite', startField: 'image', fields: veo, usd: 0.05 }),
  video({
    slug: 'pixverse/pixverse-v4.5',
    startField: 'image',
    fields: { ...pixverse, sound_effect_switch: flag() },
    usd: 0.12,
  }),
  video({ slug: 'pixverse/pixverse-v5', startField: 'image', fields: pixverse, usd: 0.12 }),
  video({
    slug: 'prunaai/p-video',
    startField: 'image',
    fields: {
      ...prompt,
      image: uri(),
      last_frame_image: uri(),
      audio: uri(),
      duration: integer(1, 20, 5),
      resolution: choice('720p', '1080p'),
      fps: numberChoice(24, 48),
      draft: flag(),
      save_audio: flag(true),
      aspect_ratio: ratio,
      seed,
    },
    usd: (wish) => wish.seconds * (wish.shortSide > 720 ? 0.04 : 0.02),
  }),
  video({
    slug: 'xai/grok-imagine-video',
    startField: 'image',
    fields: {
      ...prompt,
      image: uri(),
      duration: integer(1, 15, 5),
      resolution: choice('720p', '480p'),
      aspect_ratio: ratio,
    },
    usd: 0.08,
  }),
  video({
    slug: 'alibaba/happyhorse-1.0',
    startField: 'image',
    fields: {
      ...prompt,
      image: uri(),
      duration: integer(3, 15, 5),
      resolution: choice('720p', '1080p'),
      seed,
    },
    usd: 0.05,
  }),
  video({
    slug: 'runwayml/gen-4.5',
    startField: 'image',
    fields: { ...prompt, image: uri(), duration: numberChoice(5, 10), aspect_ratio: ratio, seed },
    usd: 0.25,
  }),
  video({
    slug: 'runwayml/gen4-turbo',
    startField: 'image',
    fields: { ...prompt, image: uri(true), duration: numberChoice(5, 10), aspect_ratio: ratio, seed },
    usd: 0.05,
  }),
];
