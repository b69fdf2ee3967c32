import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ClipTake, ImageTake, ProjectSettings, Prompt, Scene } from '#contracts/entities/index.ts';
import { StillMotion } from '#contracts/media-jobs/still-motion.ts';
import { frameRateOf, frameSize } from '#domain/film/frame-budget.ts';
import { negativeWords } from '#domain/look/look.ts';
import { findStylePack } from '#domain/look/style-packs/index.ts';

/** Version of the encoder settings in `container/`; another one makes every segment anew. */
const SEGMENT_VERSION = 2;

/** A short, stable name of what something was made from (P6): 128 bits of SHA-256 in hex. */
export function fingerprint(...parts: readonly (string | number | boolean | null)[]): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(parts)))).slice(0, 32);
}

export function imageFingerprint(input: {
  model: string | null;
  prompt: Prompt;
  settings: ProjectSettings;
  /** Ids of the pictures that the model is given. */
  references: readonly string[];
}): string {
  const { model, prompt, settings, references } = input;
  const negative = negativeWords(prompt.parts.negative, findStylePack(settings.stylePack));
  return fingerprint('image', model, prompt.imageText, negative, settings.aspectRatio, ...references);
}

export function clipFingerprint(input: {
  model: string | null;
  prompt: Prompt;
  image: ImageTake;
  settings: ProjectSettings;
  seconds: number;
}): string {
  const { model, prompt, image, settings, seconds } = input;
  return fingerprint(
    'clip',
    model,
    prompt.clipText,
    image.id,
    settings.aspectRatio,
    settings.resolution,
    seconds,
  );
}

const MOTIONS = StillMotion.options;

/** The camera's move over the still of a scene without a clip; neighbouring scenes get different ones. */
export function stillMotion(sceneIndex: number): StillMotion {
  return MOTIONS[sceneIndex % MOTIONS.length] ?? 'zoom-in';
}

export function segmentFingerprint(input: {
  take: ImageTake | ClipTake;
  scene: Scene;
  settings: ProjectSettings;
}): string {
  const { take, scene, settings } = input;
  const rate = frameRateOf(settings.fps);
  const size = frameSize(settings.aspectRatio, settings.resolution);
  const frames = scene.endFrame - scene.startFrame;
  return fingerprint(
    'segment',
    SEGMENT_VERSION,
    take.id,
    frames,
    rate.numerator,
    rate.denominator,
    size.width,
    size.height,
    ...(take.kind === 'image' ? [stillMotion(scene.index)] : []),
  );
}
