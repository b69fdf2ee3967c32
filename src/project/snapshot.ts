import type { Snapshot } from '#contracts/events.ts';
import { type ProjectState, projectOf } from '#domain/pipeline/state.ts';
import { isoTime } from '#domain/views/iso-time.ts';
import { projectView, viewsOf } from '#domain/views/views.ts';

/** Everything callers can see of a project, as of event `seq`. Throws for an object without a project. */
export function snapshotOf(state: ProjectState, seq: number, now: number): Snapshot {
  const project = projectOf(state);
  if (!project) throw new Error('there is no project to take a snapshot of');
  return {
    type: 'snapshot',
    seq,
    at: isoTime(now),
    data: {
      project: projectView(project),
      uploads: viewsOf(state, 'upload'),
      songs: viewsOf(state, 'song'),
      analyses: viewsOf(state, 'analysis'),
      lyrics: viewsOf(state, 'lyrics'),
      cast: viewsOf(state, 'cast'),
      scenes: viewsOf(state, 'scene'),
      edits: viewsOf(state, 'edit'),
      prompts: viewsOf(state, 'prompt'),
      images: viewsOf(state, 'image'),
      clips: viewsOf(state, 'clip'),
      approvals: viewsOf(state, 'approval'),
      videos: viewsOf(state, 'film'),
      renditions: viewsOf(state, 'rendition'),
      sheets: viewsOf(state, 'sheet'),
      runs: viewsOf(state, 'run'),
      jobs: viewsOf(state, 'job'),
      usage: viewsOf(state, 'usage'),
    },
  };
}
