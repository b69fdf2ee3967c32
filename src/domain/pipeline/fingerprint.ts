import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type {
  ImageTake,
  PictureCut,
  ProjectSettings,
  Prompt,
  SeamRecipe,
  SegmentRecipe,
  TakePicture,
} from '#contracts/entities/index.ts';
import { StillMotion } from '#contracts/media-jobs/still-motion.ts';
import { negativeWords } from '#domain/look/look.ts';
import { findStylePack } from '#domain/look/style-packs/index.ts';

/** Version of the encoder settings in `container/`; another one makes every segment and seam anew. */
const SEGMENT_VERSION = 7;

/** Made once: on Workers a new one takes half as long as the hash. */
const encoder = new TextEncoder();

/** How segments, seams and handles of one film are alike. */
export type SegmentFormat = Pick<SegmentRecipe, 'frameRate' | 'width' | 'height'>;

/** A short, stable name of what something was made from (P6): 128 bits of SHA-256 in hex. */
export function fingerprint(...parts: readonly (string | number | boolean | null)[]): string {
  return bytesToHex(sha256(encoder.encode(JSON.stringify(parts)))).slice(0, 32);
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

export function segmentFingerprint(recipe: SegmentRecipe): string {
  const { fromFrame, frames } = recipe;
  return fingerprint(
    'segment',
    SEGMENT_VERSION,
    ...pictureParts(recipe.picture),
    fromFrame,
    frames,
    ...format(recipe),
  );
}

export function seamFingerprint(recipe: SeamRecipe): string {
  const { outgoing, incoming, blend, frames } = recipe;
  const sides = [outgoing, incoming].flatMap((side) => [...pictureParts(side.picture), side.fromFrame]);
  return fingerprint('seam', SEGMENT_VERSION, blend, ...sides, frames, ...format(recipe));
}

/** Frames of a picture as they are before captions. */
export function handleFingerprint(
  { picture, fromFrame, frames }: PictureCut & { readonly frames: number },
  film: SegmentFormat,
): string {
  const bare = pictureParts({ ...picture, captions: null });
  return fingerprint('handle', SEGMENT_VERSION, ...bare, fromFrame, frames, ...format(film));
}

/**
 * What the frames of a picture depend on. How many there are matters where the move over a still or a slowed clip is
 * spread over all of them; else each frame is what it is, however many follow. Captions are those of the rendered frames.
 */
function pictureParts(picture: TakePicture): readonly (string | number | null)[] {
  const { takeId, motion, fill, inSeconds, frames, short, slowestSpeed, captions } = picture;
  const isSpread = motion !== null || short === 'slow';
  return [
    takeId,
    motion,
    fill,
    inSeconds,
    short,
    short === 'slow' ? slowestSpeed : null,
    isSpread ? frames : null,
    ...(captions === null ? [] : [captions]),
  ];
}

function format({ frameRate, width, height }: SegmentFormat): readonly number[] {
  return [frameRate.numerator, frameRate.denominator, width, height];
}
