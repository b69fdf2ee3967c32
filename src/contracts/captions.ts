import { z } from 'zod';

/** How burned-in captions are shown: whole `lines`, or each word filled with colour while it is sung. */
export const CaptionMode = z.enum(['lines', 'karaoke']);
export type CaptionMode = z.infer<typeof CaptionMode>;

/**
 * How burned-in captions look.
 * - `classic`: white with a black edge, at the bottom
 * - `bold`: large and yellow with a heavy edge, as in short vertical films
 * - `minimal`: small, light, without an edge
 * - `karaoke`: large, in white that turns orange
 * - `boxed`: white on a dark box, for restless pictures
 * - `top`: like `classic`, at the top
 */
export const CaptionPreset = z.enum(['classic', 'bold', 'minimal', 'karaoke', 'boxed', 'top']);
export type CaptionPreset = z.infer<typeof CaptionPreset>;

/** Captions in the picture. A film has its captions as a track of their own as well, whatever this says. */
export const CaptionSettings = z.object({
  /** `lines` burns in whole lines, `words` fills each word with colour while it is sung, `off` nothing. */
  burn: z.enum(['off', 'lines', 'words']),
  preset: CaptionPreset,
  /** Where in the picture; null is where the preset has them. */
  position: z.enum(['bottom', 'top']).nullable(),
});
export type CaptionSettings = z.infer<typeof CaptionSettings>;

export const NOT_BURNED: CaptionSettings = { burn: 'off', preset: 'classic', position: null };

/** As they are asked for: what is not said is plain. */
export const WantedCaptions = CaptionSettings.extend({
  preset: CaptionPreset.default(NOT_BURNED.preset),
  position: CaptionSettings.shape.position.default(NOT_BURNED.position),
});
