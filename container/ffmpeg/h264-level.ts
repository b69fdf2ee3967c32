/** ITU-T H.264 table A-1, frame coding only: level, macroblocks per second, macroblocks per frame. */
const LEVELS: readonly (readonly [level: string, perSecond: number, perFrame: number])[] = [
  ['3.1', 108_000, 3_600],
  ['3.2', 216_000, 5_120],
  ['4.0', 245_760, 8_192],
  ['4.2', 522_240, 8_704],
  ['5.0', 589_824, 22_080],
  ['5.1', 983_040, 36_864],
  ['5.2', 2_073_600, 36_864],
  ['6.0', 4_177_920, 139_264],
  ['6.1', 8_355_840, 139_264],
];

/**
 * The H.264 level that a film's size and rate call for. Chosen by us and not left to the encoder, so that all
 * segments of a film carry the same parameter sets.
 */
export function h264Level(width: number, height: number, framesPerSecond: number): string {
  const perFrame = Math.ceil(width / 16) * Math.ceil(height / 16);
  const fitting = LEVELS.find(
    ([, second, frame]) => perFrame <= frame && perFrame * framesPerSecond <= second,
  );
  return fitting?.[0] ?? '6.2';
}
