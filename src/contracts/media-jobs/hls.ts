import { z } from 'zod';
import { FrameRate } from './frames.ts';
import { Quality } from './rendition.ts';
import { InputUrl, OutputTarget } from './urls.ts';

const PLAYLIST = 'application/vnd.apple.mpegurl';

/** Where players begin. */
export const HLS_MASTER = 'master.m3u8';

/**
 * The files of a film as HLS: one playlist and one file of media per variant and for the sound, and the master. Few
 * and known beforehand, since segments are ranges of bytes. They name each other relatively: all belong under one
 * prefix. In the order in which they are stored: what is referred to first, the master last.
 */
export function hlsFiles(qualities: readonly Quality[]): { name: string; contentType: string }[] {
  const variants = ['audio', ...qualities].flatMap((name) => [
    { name: `${name}.mp4`, contentType: name === 'audio' ? 'audio/mp4' : 'video/mp4' },
    { name: `${name}.m3u8`, contentType: PLAYLIST },
  ]);
  return [...variants, { name: HLS_MASTER, contentType: PLAYLIST }];
}

/** Makes HLS of a film (RFC 8216, fMP4): variants with keyframes at the same times, the sound beside them once. */
export const HlsSpec = z
  .object({
    kind: z.literal('hls'),
    input: InputUrl,
    /** See `qualitiesOf`: a quality above the film's own size gives a variant in the film's size. */
    qualities: z.array(Quality).min(1).max(Quality.options.length),
    /** The film's; every variant must have the same. */
    frames: z.int().positive(),
    frameRate: FrameRate,
    /** A target for each name that {@link hlsFiles} lists. */
    outputs: z.record(z.string(), OutputTarget),
  })
  .refine(({ qualities }) => new Set(qualities).size === qualities.length, {
    path: ['qualities'],
    error: 'A quality is named twice.',
  })
  .refine(
    ({ qualities, outputs }) =>
      hlsFiles(qualities)
        .map(({ name }) => name)
        .sort()
        .join() === Object.keys(outputs).sort().join(),
    { path: ['outputs'], error: 'Every file of the HLS needs a target, and nothing else has one.' },
  );

export const HlsResult = z.object({
  kind: z.literal('hls'),
  variants: z.array(
    z.object({
      quality: Quality,
      width: z.int().positive(),
      height: z.int().positive(),
      /** Counted in the finished media. */
      frames: z.int().positive(),
      /** Bits per second with the sound: of the heaviest segment, and on average. */
      peakBitRate: z.int().positive(),
      averageBitRate: z.int().positive(),
    }),
  ),
  segments: z.int().positive(),
  /** All files together. */
  sizeBytes: z.int().positive(),
});
export type HlsResult = z.infer<typeof HlsResult>;
