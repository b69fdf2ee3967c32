/**
 * The rows of a project as they are stored: in the object's SQLite as `{kind, id, revision, json}` and, typed,
 * in Postgres. Their JSON is checked by these schemas whenever it is read back. They are also the domain's
 * types; what callers see are the views in `src/contracts/views`.
 */
import { z } from 'zod';
import { Analysis } from './analysis.ts';
import { StoryboardEdit } from './edit.ts';
import { Film } from './film.ts';
import { CastMember } from './look.ts';
import { Project } from './project.ts';
import { Seam } from './rendering.ts';
import { Rendition, Sheet } from './rendition.ts';
import { Lyrics, Song } from './song.ts';
import { Prompt, Scene } from './storyboard.ts';
import { Approval, ClipTake, ImageTake } from './take.ts';
import { Upload } from './upload.ts';
import { Job, Run, Task, UsageEntry } from './work.ts';

export * from './analysis.ts';
export * from './edit.ts';
export * from './failure.ts';
export * from './film.ts';
export * from './look.ts';
export * from './project.ts';
export * from './rendering.ts';
export * from './rendition.ts';
export * from './song.ts';
export * from './storyboard.ts';
export * from './take.ts';
export * from './transition.ts';
export * from './upload.ts';
export * from './work.ts';

export const Entity = z.discriminatedUnion('kind', [
  Project,
  Upload,
  Song,
  Analysis,
  Lyrics,
  CastMember,
  Scene,
  StoryboardEdit,
  Prompt,
  ImageTake,
  ClipTake,
  Approval,
  Film,
  Rendition,
  Sheet,
  Seam,
  Run,
  Job,
  Task,
  UsageEntry,
]);
export type Entity = z.infer<typeof Entity>;
export type EntityKind = Entity['kind'];
export type EntityOf<K extends EntityKind> = Extract<Entity, { kind: K }>;

/** Kinds that have a table in Postgres; the others live in the object alone. */
export const RECORDED_KINDS = [
  'project',
  'upload',
  'song',
  'analysis',
  'lyrics',
  'cast',
  'scene',
  'prompt',
  'image',
  'clip',
  'approval',
  'film',
  'rendition',
  'run',
  'job',
  'usage',
] as const satisfies readonly EntityKind[];
export type RecordedKind = (typeof RECORDED_KINDS)[number];

/** An entity with the number of its change; what Postgres is told. */
export interface RecordedEntity {
  readonly entity: EntityOf<RecordedKind>;
  readonly revision: number;
  readonly deleted: boolean;
}
