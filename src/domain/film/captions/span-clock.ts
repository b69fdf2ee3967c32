import type { FrameRate } from '#contracts/media.ts';

/**
 * The time in hundredths of a second from which a renderer shows a frame, and the frame before no more. ASS scripts
 * know no finer time, and FFmpeg asks for a frame at its time in milliseconds, rounded down, or one less where its
 * floating point fell short: up to 60 frames a second this lies between both frames.
 *
 * @param frame counted from the script's time 0; negative before it
 */
export function centisecondsOf(frame: number, rate: FrameRate): number {
  const milliseconds = (frame * 1000 * rate.denominator) / rate.numerator;
  return Math.floor((milliseconds - 1) / 10);
}

/** `H:MM:SS.CC`. */
export function assTime(centiseconds: number): string {
  const total = Math.max(0, centiseconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(total / 100);
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(total % 100)}`;
}
