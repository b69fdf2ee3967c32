import type { FrameRate } from '#contracts/media.ts';

/** Whether frame numbers are left out so that timecode keeps up with the clock: of the rates here 29.97 alone. */
export function isDropFrame({ numerator, denominator }: FrameRate): boolean {
  return numerator === 30_000 && denominator === 1001;
}

/** Frames that timecode counts to a second: 24 for 23.976. */
export function countedRate({ numerator, denominator }: FrameRate): number {
  return Math.round(numerator / denominator);
}

/**
 * The SMPTE timecode (ST 12-1) of a frame, `01:02:03:04`; the first is 00:00:00:00. With drop-frame, which has `;` before
 * the frames, numbers 0 and 1 of each minute but every tenth are left out; no frame is.
 */
export function timecode(frame: number, rate: FrameRate): string {
  const counted = countedRate(rate);
  const isDropped = isDropFrame(rate);
  const number = isDropped ? frame + droppedBefore(frame) : frame;
  const seconds = Math.floor(number / counted);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(hours)}:${two(minutes)}:${two(seconds % 60)}${isDropped ? ';' : ':'}${two(number % counted)}`;
}

/** Numbers that were left out before a frame. Ten minutes have 17 982 frames, a minute of them 1798, the first 1800. */
function droppedBefore(frame: number): number {
  const tens = Math.floor(frame / 17_982);
  const within = frame % 17_982;
  return 18 * tens + 2 * Math.max(0, Math.floor((within - 2) / 1798));
}
