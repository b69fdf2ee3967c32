/** What a stage is about when it is started: which scenes it leaves alone, and which takes need no person any more. */
import type { JobKind } from '#contracts/entities/index.ts';
import { approveWaiting } from '../approvals.ts';
import type { Draft } from '../draft.ts';
import { scenesInOrder, scenesInScope } from '../scenes.ts';
import { jobsOnScene } from '../stages/candidates.ts';
import { needsClip } from '../stages/generate-clips.ts';
import { needsImage } from '../stages/generate-images.ts';

/** Approves the selected takes that fit and wait for a decision, for a run that approves by itself. */
export function approveFitting(draft: Draft): void {
  const scenes = scenesInOrder(draft);
  approveWaiting(
    draft,
    'image',
    scenes.filter((scene) => !needsImage(draft, scene)),
  );
  approveWaiting(
    draft,
    'clip',
    scenes.filter((scene) => !needsClip(draft, scene)),
  );
}

/** Where the project approves by itself, what waits for an approval does not stop the next stage. */
export function approveForStage(draft: Draft, stage: JobKind, sceneIds: readonly string[] | null): void {
  const scenes = scenesInScope(draft, sceneIds);
  if (stage === 'generate_clips')
    approveWaiting(draft, 'image', sceneIds ? scenes : scenes.filter((scene) => !needsImage(draft, scene)));
  if (stage === 'assemble_video')
    approveWaiting(
      draft,
      'clip',
      scenes.filter((scene) => !needsClip(draft, scene)),
    );
}

/**
 * Scenes that a job for every scene leaves alone: they have what the stage makes, or another job works on them.
 * Settled at the start, so that no later edit spends money. What the stages before it in its run make anew, it does, too.
 */
export function sparedScenes(draft: Draft, stage: JobKind, runStages: readonly JobKind[]): string[] {
  const scenes = scenesInOrder(draft);
  const spared = scenes.filter((scene) => {
    if (jobsOnScene(draft, stage, scene.id).length > 0) return true;
    if (stage === 'generate_images') return !needsImage(draft, scene);
    if (stage !== 'generate_clips' || needsClip(draft, scene)) return false;
    return !runStages.includes('generate_images') || !needsImage(draft, scene);
  });
  return spared.map((scene) => scene.id);
}
