/**
 * Image-to-video models. Field names are those of the models' pages on Replicate, which outrank every third-party
 * catalogue. The clip's own sound is always switched off: the film carries the song (P8). Prompt rewriting is
 * switched off too, so that one style holds through all scenes.
 */
import { MORE_CLIP_MODELS } from './clip-models-more.ts';
import type { ClipModel } from './model.ts';

const RESOLUTION = {
  field: 'resolution',
  values: { '480p': '480p', '720p': '720p', '1080p': '1080p' },
} as const;
const BY_DURATION = { by: 'duration' } as const;

const SEEDANCE = {
  verifiedAt: '2026-07-03',
  takesSeed: true,
  takesNegative: false,
  startImage: 'image',
  endImage: 'last_frame_image',
  length: BY_DURATION,
  size: RESOLUTION,
  aspectRatios: null,
} as const;

const KLING = {
  verifiedAt: '2026-07-03',
  takesSeed: false,
  takesNegative: true,
  startImage: 'start_image',
  endImage: 'end_image',
  length: BY_DURATION,
  seconds: [5, 10],
  fixed: {},
  size: null,
  aspectRatios: null,
} as const;

const KLING_MODE = {
  field: 'mode',
  values: { '480p': 'standard', '720p': 'standard', '1080p': 'pro' },
} as const;

export const CLIP_MODELS: readonly ClipModel[] = [
  {
    ...SEEDANCE,
    slug: 'bytedance/seedance-1-lite',
    seconds: wholeSeconds(4, 12),
    fixed: { fps: 24, camera_fixed: false },
    usdPerSecond: { '480p': 0.018, '720p': 0.036, '1080p': 0.072 },
    priceEstimated: false,
    runSeconds: 36,
  },
  {
    ...SEEDANCE,
    slug: 'bytedance/seedance-1-pro',
    seconds: wholeSeconds(2, 12),
    fixed: { fps: 24, camera_fixed: false },
    usdPerSecond: { '480p': 0.03, '720p': 0.06, '1080p': 0.15 },
    priceEstimated: true,
    runSeconds: 60,
  },
  {
    ...SEEDANCE,
    slug: 'bytedance/seedance-1-pro-fast',
    endImage: null,
    seconds: wholeSeconds(2, 12),
    fixed: { fps: 24, camera_fixed: false },
    usdPerSecond: { '480p': 0.015, '720p': 0.025, '1080p': 0.06 },
    priceEstimated: true,
    runSeconds: 30,
  },
  {
    ...SEEDANCE,
    slug: 'bytedance/seedance-1.5-pro',
    seconds: wholeSeconds(4, 12),
    fixed: { fps: 24, camera_fixed: false, generate_audio: false },
    usdPerSecond: { '480p': 0.015, '720p': 0.03, '1080p': 0.07 },
    priceEstimated: true,
    runSeconds: 60,
  },
  {
    ...SEEDANCE,
    slug: 'bytedance/seedance-2.0',
    seconds: wholeSeconds(4, 15),
    fixed: { generate_audio: false },
    usdPerSecond: { '480p': 0.29, '720p': 0.29, '1080p': 0.29 },
    priceEstimated: true,
    runSeconds: 180,
  },
  {
    ...SEEDANCE,
    slug: 'bytedance/seedance-2.0-fast',
    seconds: wholeSeconds(4, 15),
    fixed: { generate_audio: false },
    size: { field: 'resolution', values: { '480p': '480p', '720p': '720p', '1080p': '720p' } },
    usdPerSecond: { '480p': 0.22, '720p': 0.22, '1080p': 0.22 },
    priceEstimated: true,
    runSeconds: 90,
  },
  {
    ...KLING,
    slug: 'kwaivgi/kling-v1.6-pro',
    usdPerSecond: { '480p': 0.095, '720p': 0.095, '1080p': 0.095 },
    priceEstimated: true,
    runSeconds: 240,
  },
  {
    ...KLING,
    slug: 'kwaivgi/kling-v2.1',
    size: KLING_MODE,
    usdPerSecond: { '480p': 0.05, '720p': 0.05, '1080p': 0.11 },
    priceEstimated: true,
    runSeconds: 150,
  },
  {
    ...KLING,
    slug: 'kwaivgi/kling-v2.1-master',
    endImage: null,
    usdPerSecond: { '480p': 0.28, '720p': 0.28, '1080p': 0.28 },
    priceEstimated: true,
    runSeconds: 240,
  },
  {
    ...KLING,
    slug: 'kwaivgi/kling-v2.5-turbo-pro',
    usdPerSecond: { '480p': 0.07, '720p': 0.07, '1080p': 0.07 },
    priceEstimated: false,
    runSeconds: 120,
  },
  {
    ...KLING,
    slug: 'kwaivgi/kling-v2.6',
    endImage: null,
    fixed: { generate_audio: false },
    usdPerSecond: { '480p': 0.07, '720p': 0.07, '1080p': 0.07 },
    priceEstimated: false,
    runSeconds: 150,
  },
  {
    ...KLING,
    slug: 'kwaivgi/kling-v3-video',
    seconds: wholeSeconds(3, 15),
    fixed: { generate_audio: false },
    size: KLING_MODE,
    usdPerSecond: { '480p': 0.168, '720p': 0.168, '1080p': 0.3 },
    priceEstimated: true,
    runSeconds: 200,
  },
  ...MORE_CLIP_MODELS,
];

function wholeSeconds(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}
