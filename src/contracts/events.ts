/**
 * Live updates of a project, over the WebSocket and over SSE alike. `seq` begins at 1 and rises by one with every
 * event, without a gap; a client that remembers the last one it saw resumes exactly there.
 */
import { z } from 'zod';
import {
  AnalysisView,
  ApprovalView,
  CastView,
  ClipView,
  EditView,
  FilmView,
  ImageView,
  JobView,
  LyricsView,
  ProjectView,
  PromptView,
  RenditionView,
  RunView,
  SceneView,
  SheetView,
  SongView,
  UploadView,
  UsageView,
} from './views/views.ts';

/** What can change, with the view that the event carries. */
export const EVENT_VIEWS = {
  project: ProjectView,
  upload: UploadView,
  song: SongView,
  analysis: AnalysisView,
  lyrics: LyricsView,
  cast: CastView,
  scene: SceneView,
  edit: EditView,
  prompt: PromptView,
  image: ImageView,
  clip: ClipView,
  approval: ApprovalView,
  film: FilmView,
  rendition: RenditionView,
  sheet: SheetView,
  run: RunView,
  job: JobView,
  usage: UsageView,
} as const;
export type EventKind = keyof typeof EVENT_VIEWS;
export type ViewOf<K extends EventKind> = z.infer<(typeof EVENT_VIEWS)[K]>;
export type AnyView = { [K in EventKind]: ViewOf<K> }[EventKind];

/** One change: `<kind>.updated` with the whole view, or `<kind>.removed` with the id. */
export const ProjectEvent = z
  .object({
    seq: z.int().positive(),
    at: z.iso.datetime(),
    type: z.string().regex(/^[a-z]+\.(updated|removed)$/),
    data: z.looseObject({ id: z.string() }),
  })
  .meta({ id: 'ProjectEvent' });
export type ProjectEvent = z.infer<typeof ProjectEvent>;

/** Everything there is, as of `seq`; sent where the missed events are no longer kept, or none were named. */
export const Snapshot = z
  .object({
    type: z.literal('snapshot'),
    seq: z.int().nonnegative(),
    at: z.iso.datetime(),
    data: z.object({
      project: ProjectView,
      uploads: z.array(UploadView),
      songs: z.array(SongView),
      analyses: z.array(AnalysisView),
      lyrics: z.array(LyricsView),
      cast: z.array(CastView),
      scenes: z.array(SceneView),
      edits: z.array(EditView),
      prompts: z.array(PromptView),
      images: z.array(ImageView),
      clips: z.array(ClipView),
      approvals: z.array(ApprovalView),
      videos: z.array(FilmView),
      renditions: z.array(RenditionView),
      sheets: z.array(SheetView),
      runs: z.array(RunView),
      jobs: z.array(JobView),
      usage: z.array(UsageView),
    }),
  })
  .meta({ id: 'Snapshot' });
export type Snapshot = z.infer<typeof Snapshot>;

/** Sent once after the connection is caught up: from here on events are live. */
export const Ready = z.object({ type: z.literal('ready'), seq: z.int().nonnegative() }).meta({ id: 'Ready' });
export type Ready = z.infer<typeof Ready>;

export const ServerMessage = z.union([Snapshot, Ready, ProjectEvent]);
export type ServerMessage = z.infer<typeof ServerMessage>;
