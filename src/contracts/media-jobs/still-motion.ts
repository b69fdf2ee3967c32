import { z } from 'zod';

/** A slow move of the camera over a still, for all of the segment. */
export const StillMotion = z.enum(['zoom-in', 'pan-right', 'zoom-out', 'pan-left']);
export type StillMotion = z.infer<typeof StillMotion>;
