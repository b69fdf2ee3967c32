/** What is always the same about a problem. The texts are Markdown for people who build front ends. */
export interface ProblemKind {
  /** HTTP's. */
  readonly status: number;
  /** Never changes for a code. */
  readonly title: string;
  /** What it means, beyond the title. */
  readonly meaning: string;
  /** What the caller can do about it. */
  readonly remedy: string;
  /** A `detail` as it may come with one. */
  readonly detail: string;
}
