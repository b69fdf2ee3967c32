import type { InputFields } from './input-schema.ts';
import { choice, flag, integer, number, numberChoice, seed, text, uri, uris } from './model.ts';

/** Inputs that several video models share; each model's own are in video-models.ts. */
export const prompt = { prompt: text(true) };
export const ratio = choice('16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '9:21');
export const seedance: InputFields = {
  ...prompt,
  image: uri(),
  last_frame_image: uri(),
  duration: integer(2, 12, 5),
  resolution: choice('720p', '480p', '1080p'),
  aspect_ratio: ratio,
  fps: numberChoice(24),
  camera_fixed: flag(),
  seed,
};
export const kling: InputFields = { ...prompt, negative_prompt: text(), duration: numberChoice(5, 10) };
export const hailuo: InputFields = {
  ...prompt,
  first_frame_image: uri(),
  last_frame_image: uri(),
  duration: numberChoice(6, 10),
  resolution: choice('1080p', '768p', '512p'),
  prompt_optimizer: flag(true),
};
export const hailuo23: InputFields = {
  ...prompt,
  first_frame_image: uri(),
  duration: numberChoice(6, 10),
  resolution: choice('768p', '1080p'),
  prompt_optimizer: flag(true),
};
export const veo: InputFields = {
  ...prompt,
  image: uri(),
  last_frame: uri(),
  reference_images: uris(3),
  negative_prompt: text(),
  duration: numberChoice(8, 4, 6),
  resolution: choice('1080p', '720p'),
  aspect_ratio: choice('16:9', '9:16'),
  generate_audio: flag(true),
  seed,
};
export const wan22: InputFields = {
  prompt: text(true),
  image: uri(true),
  last_image: uri(),
  num_frames: integer(81, 121, 81),
  frames_per_second: integer(5, 30, 16),
  resolution: choice('480p', '720p'),
  go_fast: flag(true),
  sample_shift: number(1, 20),
  interpolate_output: flag(),
  disable_safety_checker: flag(),
  seed,
};
export const wan25: InputFields = {
  ...prompt,
  image: uri(true),
  audio: uri(),
  negative_prompt: text(),
  duration: numberChoice(5, 10),
  resolution: choice('720p', '480p', '1080p'),
  enable_prompt_expansion: flag(true),
  seed,
};
export const pixverse: InputFields = {
  ...prompt,
  image: uri(),
  last_frame_image: uri(),
  duration: numberChoice(5, 8),
  quality: choice('540p', '360p', '720p', '1080p'),
  aspect_ratio: choice('16:9', '9:16', '1:1'),
  negative_prompt: text(),
  seed,
};
export const SEEDANCE_2: InputFields = {
  ...seedance,
  duration: integer(4, 15, 5),
  generate_audio: flag(true),
};
export const kling3: InputFields = {
  ...prompt,
  negative_prompt: text(),
  start_image: uri(),
  end_image: uri(),
  duration: integer(3, 15, 5),
  mode: choice('pro', 'standard', '4k'),
  aspect_ratio: choice('16:9', '9:16', '1:1'),
  generate_audio: flag(),
};
