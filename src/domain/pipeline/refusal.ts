import type { FieldProblem } from '#contracts/problem.ts';

/** A command that the project does not carry out, as a value. Nothing changed. */
export interface Refusal {
  readonly refused: true;
  /** Code of the problem table, e.g. `stage-busy`. */
  readonly code: RefusalCode;
  readonly message: string;
  /** Scenes it is about, where it is about scenes. */
  readonly sceneIds: readonly string[];
  /** What is wrong where in the input, where the refusal can say so. */
  readonly errors?: readonly FieldProblem[];
  /** Present tag of what the caller wanted to change; see `preconditions.ts`. */
  readonly tag?: string;
}

export type RefusalCode =
  | 'project-not-found'
  | 'project-exists'
  | 'document-invalid'
  | 'upload-not-found'
  | 'upload-closed'
  | 'upload-expired'
  | 'file-too-large'
  | 'song-missing'
  | 'song-rejected'
  | 'lyrics-missing'
  | 'scenes-missing'
  | 'storyboard-invalid'
  | 'nothing-to-undo'
  | 'edit-outdated'
  | 'transcript-invalid'
  | 'line-times-invalid'
  | 'tempo-invalid'
  | 'precondition-required'
  | 'precondition-failed'
  | 'scene-not-found'
  | 'prompts-missing'
  | 'prompt-not-found'
  | 'images-not-approved'
  | 'clips-not-ready'
  | 'images-missing'
  | 'quality-above-film'
  | 'stage-busy'
  | 'take-not-found'
  | 'take-not-finished'
  | 'project-paused'
  | 'run-not-found'
  | 'take-named-twice'
  | 'seed-not-taken'
  | 'clip-length-unfit'
  | 'job-not-found'
  | 'job-ended'
  | 'nothing-to-do'
  | 'frame-rate-fixed'
  | 'budget-exceeded'
  | 'model-unknown'
  | 'style-pack-unknown'
  | 'cast-not-found'
  | 'cast-full'
  | 'reference-unfit'
  | 'idempotency-conflict';

export function refuse(
  code: RefusalCode,
  message: string,
  sceneIds: readonly string[] = [],
  extras: Pick<Refusal, 'errors' | 'tag'> = {},
): Refusal {
  return { refused: true, code, message, sceneIds, ...extras };
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value && value.refused === true;
}
