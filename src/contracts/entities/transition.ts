import { z } from 'zod';
import { Blend } from '../media-jobs/seam.ts';

/**
 * How one scene becomes the next. `seconds` is how long a blend lasts, half before the boundary and half behind it; it
 * says nothing about a cut. Where a scene is too short for it, it is shortened.
 */
export const Transition = z.object({
  kind: z.enum(['cut', ...Blend.options]),
  seconds: z.number().min(0.1).max(5),
});
export type Transition = z.infer<typeof Transition>;

export const PLAIN_CUT: Transition = { kind: 'cut', seconds: 0.5 };

/** As it is asked for: a length need not be said. */
export const WantedTransition = Transition.extend({
  seconds: Transition.shape.seconds.default(PLAIN_CUT.seconds),
});
