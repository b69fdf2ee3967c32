/** Luma up to this fraction of its range counts as black, as noise in the dark does. */
const BLACK_PIXEL = 0.05;
/** A picture is black with this fraction of its pixels. */
const BLACK_PICTURE = 0.98;
/** What stands still for less than this, in seconds, is not noticed. */
const FROZEN_SECONDS = 0.5;

/**
 * Filters that note black and frozen frames in `file`, see `readFindings`. They work by what the frames carry and not by
 * the log, whose form changes.
 */
export function watchFilters(file: string, { frozen }: { frozen: boolean }): string[] {
  return [
    `blackdetect=d=0:pic_th=${BLACK_PICTURE}:pix_th=${BLACK_PIXEL}`,
    ...(frozen ? [`freezedetect=n=-60dB:d=${FROZEN_SECONDS}`] : []),
    `metadata=mode=print:file=${file}`,
  ];
}
