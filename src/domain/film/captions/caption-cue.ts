/** A word as it is sung: what a line may be broken after. */
export interface CaptionWord {
  /** With the spaces that follow it, so that a line's words put together are the line. */
  readonly text: string;
  /** Seconds of the song. */
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** What is shown at once, and from when to when in seconds of the song. Cues follow one another and never overlap. */
export interface CaptionCue {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** One line, which may be broken into two rows, or two lines that are sung together. Never empty. */
  readonly lines: readonly (readonly CaptionWord[])[];
}

/** The text of a row or a line, as it was given. */
export function textOf(words: readonly CaptionWord[]): string {
  return words
    .map(({ text }) => text)
    .join('')
    .trim();
}
