import type { ClipTake, ImageTake } from '#contracts/entities/index.ts';
import type { ViewOf } from '#contracts/events.ts';
import { type ProjectState, projectOf } from '#domain/pipeline/state.ts';
import { projectView, viewsOf } from './views.ts';

/** A project at a glance: its view, how much there is of everything, and the newest job of each stage. */
export interface ProjectDetail extends ViewOf<'project'> {
  readonly counts: {
    readonly scenes: number;
    readonly prompts: number;
    readonly images: number;
    readonly clips: number;
    readonly approvedImages: number;
    readonly approvedClips: number;
  };
  readonly stages: ViewOf<'job'>[];
}

/** Null before the project was created. */
export function projectDetail(state: ProjectState): ProjectDetail | null {
  const project = projectOf(state);
  if (!project) return null;
  const approved = (take: ImageTake | ClipTake) => take.approval === 'approved' && isSelected(take, state);
  return {
    ...projectView(project),
    counts: {
      scenes: state.scene.size,
      prompts: state.prompt.size,
      images: state.image.size,
      clips: state.clip.size,
      approvedImages: [...state.image.values()].filter(approved).length,
      approvedClips: [...state.clip.values()].filter(approved).length,
    },
    stages: [...new Map(viewsOf(state, 'job').map((job) => [job.stage, job])).values()],
  };
}

function isSelected(take: ImageTake | ClipTake, state: ProjectState): boolean {
  const scene = state.scene.get(take.sceneId);
  return (take.kind === 'image' ? scene?.imageId : scene?.clipId) === take.id;
}
