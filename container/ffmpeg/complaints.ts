import { MediaFailure } from '#container/media-failure.ts';
import type { RunOutcome } from './run.ts';

/** The second is said of pictures whose bytes could not even be counted, before the limit is looked at. */
const TOO_MANY_PIXELS = /exceeds specified max pixel count|Picture size [1-9]\d*x[1-9]\d* is invalid/;

/** FFmpeg's words (libavutil's error strings and demuxers' messages, unchanged from 4.4 to 8) and what they mean. */
const MEANINGS: readonly { pattern: RegExp; failure: () => MediaFailure }[] = [
  {
    pattern: TOO_MANY_PIXELS,
    failure: () => new MediaFailure('input-too-large', 'The picture has more than 100 megapixels.'),
  },
  {
    pattern: /No such filter: '(zscale|tonemap)'/,
    failure: () =>
      new MediaFailure(
        'input-unreadable',
        'The clip is in HDR, which this FFmpeg was built without means to convert.',
      ),
  },
  {
    pattern: /No space left on device|Cannot allocate memory/,
    failure: () => new MediaFailure('internal', 'The media service ran out of space.'),
  },
  {
    pattern:
      /Invalid data found|moov atom not found|Failed to read frame size|could not find codec parameters|partial file|Error while decoding|Error submitting packet to decoder|End of file|Cannot determine format of input|Decoder .* not found|Decoding requested, but no decoder/i,
    failure: () =>
      new MediaFailure('input-unreadable', 'The file is damaged, cut off, or not what its start says.'),
  },
];

/** True where the size of a picture was refused, which tools may report without failing. */
export function isTooManyPixels(outcome: RunOutcome): boolean {
  return outcome.complaints.some((line) => TOO_MANY_PIXELS.test(line));
}

/** The failure that a run's complaints amount to; `internal` with the last complaint where nothing is recognised. */
export function explain(outcome: RunOutcome): MediaFailure {
  if (outcome.exitCode === null) {
    return new MediaFailure('internal', 'The media program was killed, perhaps for want of memory.');
  }
  const text = outcome.complaints.join('\n');
  const meaning = MEANINGS.find(({ pattern }) => pattern.test(text));
  if (meaning) return meaning.failure();
  const last = outcome.complaints.at(-1) ?? `exit code ${outcome.exitCode}`;
  return new MediaFailure('internal', `The media program failed: ${last.slice(0, 300)}`);
}
