import type { Picture } from '#contracts/media-jobs/picture.ts';

/** A picture without any wishes: cropped into the frame, from its beginning, its last frame held. */
export function pictureOf(input: string, frames: number, wishes: Partial<Picture> = {}): Picture {
  return { input, fill: 'crop', inSeconds: 0, frames, short: 'hold', slowestSpeed: 1, ...wishes };
}
