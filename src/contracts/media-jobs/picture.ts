import { z } from 'zod';
import { StillMotion } from './still-motion.ts';
import { InputUrl } from './urls.ts';

/**
 * How a picture of another shape gets into the frame: `crop` fills it and cuts off what is outside, `pad` shows all of
 * it between black bars, `blur` shows all of it over a blurred copy that fills the frame. `auto` crops where at most a
 * quarter of the picture is lost, and else blurs.
 */
export const Fill = z.enum(['auto', 'crop', 'pad', 'blur']);
export type Fill = z.infer<typeof Fill>;

/** What a clip does that is too short: `hold` its last frame, or play `slow` as far as is allowed and then hold. */
export const Shortfall = z.enum(['hold', 'slow']);
export type Shortfall = z.infer<typeof Shortfall>;

/**
 * A clip or a still as it is to be seen: `frames` frames in the size and rate of the film. Segments and seams are cuts
 * out of it, so that a frame looks the same in both.
 */
export const Picture = z.object({
  input: InputUrl,
  /** The camera's move over a still; left out, it is held. Clips have their own motion. */
  motion: StillMotion.optional(),
  fill: Fill,
  /** Seconds of the clip that are left out at its beginning. */
  inSeconds: z.number().nonnegative(),
  /** What follows is cut off; what lacks is made up for by `short`. */
  frames: z.int().positive(),
  short: Shortfall,
  /** The slowest that `slow` may play, as a fraction of the clip's own speed. */
  slowestSpeed: z.number().min(0.25).max(1),
  /** Captions to burn in: a whole ASS script, its time 0 the picture's first frame. */
  captions: z.string().optional(),
});
export type Picture = z.infer<typeof Picture>;
