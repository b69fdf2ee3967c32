/** A command that the project does not carry out, as a value. Nothing changed. */
export interface Refusal {
  readonly refused: true;
  /** Code of the problem table, e.g. `stage-busy`. */
  readonly code: RefusalCode;
  readonly message: string;
  /** Scenes it is about, where it is about scenes. */
  readonly sceneIds: readonly string[];
}

export type RefusalCode =
  | 'project-not-found'
  | 'project-exists'
  | 'upload-not-found'
  | 'upload-closed'
  | 'upload-expired'
  | 'file-too-large'
  | 'song-missing'
  | 'song-rejected'
  | 'lyrics-missing'
  | 'scenes-missing'
  | 'scene-not-found'
  | 'prompts-missing'
  | 'images-not-approved'
  | 'clips-not-ready'
  | 'stage-busy'
  | 'take-not-found'
  | 'take-not-finished'
  | 'job-not-found'
  | 'job-ended'
  | 'nothing-to-do'
  | 'frame-rate-fixed'
  | 'budget-exceeded'
  | 'model-unknown'
  | 'idempotency-conflict';

export function refuse(code: RefusalCode, message: string, sceneIds: readonly string[] = []): Refusal {
  return { refused: true, code, message, sceneIds };
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value && value.refused === true;
}
