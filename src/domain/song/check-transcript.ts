import type { TimedWord } from '#contracts/entities/song.ts';
import type { FieldProblem } from '#contracts/problem.ts';

/** Speech services and players round the end of a song differently. In seconds. */
const END_TOLERANCE = 0.5;
/** More than a person can mend at once says no more. */
const MOST_ERRORS = 50;

/**
 * What is wrong with the times of a corrected transcript, by JSON pointer below `list` (`lines` or `words`): each
 * part must end no sooner than it starts, start no sooner than the one before, and lie within the song.
 */
export function transcriptProblems(
  list: 'lines' | 'words',
  parts: readonly TimedWord[],
  durationSeconds: number,
): FieldProblem[] {
  const errors: FieldProblem[] = [];
  const end = durationSeconds + END_TOLERANCE;
  const add = (index: number, field: string, message: string) =>
    errors.push({ pointer: `/${list}/${index}/${field}`, message });
  parts.forEach(({ startSeconds, endSeconds }, index) => {
    const before = parts[index - 1];
    if (endSeconds < startSeconds)
      add(index, 'endSeconds', `Ends at ${endSeconds} s, before its start at ${startSeconds} s.`);
    if (before && startSeconds < before.startSeconds)
      add(
        index,
        'startSeconds',
        `Starts at ${startSeconds} s, before the one above at ${before.startSeconds} s.`,
      );
    const last = Math.max(startSeconds, endSeconds);
    const field = startSeconds > end ? 'startSeconds' : 'endSeconds';
    if (last > end) add(index, field, `Is at ${last} s, but the song lasts ${durationSeconds} s.`);
  });
  return errors.slice(0, MOST_ERRORS);
}
