import { MediaFailure } from '#container/media-failure.ts';
import { failureOfSignal, tooManyStreams, tooMuchMemory } from './exits.ts';
import type { RunOutcome } from './run.ts';

/** The second is said of pictures whose bytes could not even be counted, before the limit is looked at. */
const TOO_MANY_PIXELS = /exceeds specified max pixel count|Picture size [1-9]\d*x[1-9]\d* is invalid/;

interface Meaning {
  pattern: RegExp;
  failure: (outcome: RunOutcome) => MediaFailure;
}

/**
 * FFmpeg's words (libavutil's error strings and demuxers' messages, unchanged from 4.4 to 8) and what they mean. The
 * first that fits counts: a limit that was met is often followed by an allocation that failed.
 */
const MEANINGS: readonly Meaning[] = [
  {
    pattern: TOO_MANY_PIXELS,
    failure: () => new MediaFailure('input-too-large', 'The picture has more than 100 megapixels.'),
  },
  { pattern: /exceeds max_streams/, failure: () => tooManyStreams() },
  {
    pattern: /No such filter: '(zscale|tonemap)'/,
    failure: () =>
      new MediaFailure(
        'input-unreadable',
        'The clip is in HDR, which this FFmpeg was built without means to convert.',
      ),
  },
  {
    pattern: /No space left on device/,
    failure: () => new MediaFailure('internal', 'The media service ran out of space.'),
  },
  {
    // Of libavutil, x264 and C++ libraries.
    pattern: /Cannot allocate memory|malloc of size \d+ failed|bad_alloc/,
    failure: ({ memoryBytes }) => tooMuchMemory(memoryBytes),
  },
  {
    // Of a thread that is refused the filters say this, and x264 no word. Nothing else that we run has to wait and come
    // again, and x264's settings are ours, which are never refused for themselves.
    pattern: /Resource temporarily unavailable|Error while opening encoder/,
    failure: ({ memoryBytes }) => tooMuchMemory(memoryBytes),
  },
];

const UNREADABLE =
  /Invalid data found|moov atom not found|Failed to read frame size|could not find codec parameters|partial file|Error while decoding|Error submitting packet to decoder|End of file|Cannot determine format of input|Decoder .* not found|Decoding requested, but no decoder/i;

/** True where the size of a picture was refused, which tools may report without failing. */
export function isTooManyPixels(outcome: RunOutcome): boolean {
  return outcome.complaints.some((line) => TOO_MANY_PIXELS.test(line));
}

/** The failure that a run's complaints amount to; `internal` with the last complaint where nothing is recognised. */
export function explain(outcome: RunOutcome): MediaFailure {
  const text = outcome.complaints.join('\n');
  const meaning = MEANINGS.find(({ pattern }) => pattern.test(text));
  if (meaning) return meaning.failure(outcome);
  if (outcome.exitCode === null) return failureOfSignal(outcome);
  if (UNREADABLE.test(text))
    return new MediaFailure('input-unreadable', 'The file is damaged, cut off, or not what its start says.');
  const last = outcome.complaints.at(-1) ?? `exit code ${outcome.exitCode}`;
  return new MediaFailure('internal', `The media program failed: ${last.slice(0, 300)}`);
}
