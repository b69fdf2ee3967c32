import type { AspectRatio, Resolution } from '#contracts/entities/project.ts';

/** Inputs that a model always gets, whatever the scene; mostly defaults that would be wrong for a film. */
export type FixedInput = Readonly<Record<string, string | number | boolean>>;

interface ModelFacts {
  /** Owner and name on Replicate. Its page is `https://replicate.com/<slug>`, its schema `/llms.txt` below that. */
  readonly slug: string;
  /** Day on which price and inputs were last compared with their source (ISO 8601). They age in weeks. */
  readonly verifiedAt: string;
  /** False where the price was read on the maker's or Replicate's own page. */
  readonly priceEstimated: boolean;
  readonly takesSeed: boolean;
  readonly fixed: FixedInput;
  /** Seconds that one run usually takes; when to look for the first time. */
  readonly runSeconds: number;
}

/** A model that makes a still from text. */
export interface ImageModel extends ModelFacts {
  readonly usdPerImage: number;
  /**
   * Pictures of the cast that the model takes: the field, how many, and whether it is a list; null where it takes none
   * as references (an image that the output follows in shape is none).
   */
  readonly references: { readonly field: string; readonly most: number; readonly list: boolean } | null;
  /** Where the size is chosen beyond the aspect ratio: the field and its value per film resolution. */
  readonly size: { readonly field: string; readonly values: Readonly<Record<Resolution, string>> } | null;
}

/** A model that makes a clip from a still. */
export interface ClipModel extends ModelFacts {
  /** Name of the field for the picture that the clip starts with. */
  readonly startImage: 'image' | 'start_image' | 'first_frame_image';
  /** Name of the field for the picture that the clip ends with. */
  readonly endImage: 'last_frame_image' | 'end_image' | 'last_image' | 'last_frame' | null;
  /** How a length is asked for: whole seconds in `duration`, or as a number of frames at a fixed rate. */
  readonly length: { readonly by: 'duration' } | { readonly by: 'num_frames'; readonly perSecond: number };
  /** Every length that can be asked for, in seconds, ascending. */
  readonly seconds: readonly number[];
  /** Longest length per resolution where that is less than the longest of `seconds`. */
  readonly maxSecondsAt?: Readonly<Partial<Record<Resolution, number>>>;
  /** The field for the size of the picture and its value per film resolution; null where there is no choice. */
  readonly size: { readonly field: string; readonly values: Readonly<Record<Resolution, string>> } | null;
  /** Aspect ratios to be named in the request; null where the start image alone decides. */
  readonly aspectRatios: readonly AspectRatio[] | null;
  readonly takesNegative: boolean;
  readonly usdPerSecond: Readonly<Record<Resolution, number>>;
}
