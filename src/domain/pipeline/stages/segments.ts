import type { ClipTake, Scene, Task } from '#contracts/entities/index.ts';
import { segmentKey } from '#domain/files/object-keys.ts';
import { frameRateOf, frameSize } from '#domain/film/frame-budget.ts';
import type { Draft } from '../draft.ts';
import { segmentFingerprint } from '../fingerprint.ts';
import { openTask } from '../tasks/open-task.ts';
import { problem, type Work } from '../work.ts';

/**
 * Has the clip conformed to the scene's frames, unless exactly that segment is there or on its way.
 * Segments are stored under their fingerprint, so that the same one is made once.
 */
export function ensureSegment(draft: Draft, scene: Scene, clip: ClipTake, jobId: string | null): void {
  const { settings } = draft.project();
  const print = segmentFingerprint({ clip, scene, settings });
  if (clip.segment?.fingerprint === print && clip.segment.status !== 'failed') return;
  draft.put<ClipTake>({
    ...clip,
    segment: {
      status: 'queued',
      fingerprint: print,
      key: segmentKey(clip.projectId, print),
      frames: scene.endFrame - scene.startFrame,
    },
  });
  openTask(draft, { work: 'conform-clip', subjectId: clip.id, jobId, sceneId: scene.id });
}

/** The scene's selected clip, once its segment is exactly what the scene asks for. */
export function readySegment(draft: Draft, scene: Scene): ClipTake | undefined {
  const clip = draft.get('clip', scene.clipId);
  if (clip?.segment?.status !== 'ready') return undefined;
  const { settings } = draft.project();
  return clip.segment.fingerprint === segmentFingerprint({ clip, scene, settings }) ? clip : undefined;
}

/** False for work on a segment that was since asked for in another length or size: it says nothing of the new one. */
function isNewest(draft: Draft, task: Task): boolean {
  return !draft
    .all('task')
    .some(({ work, subjectId, id }) => work === task.work && subjectId === task.subjectId && id > task.id);
}

export const conformClip: Work = {
  prepare(draft, task) {
    const clip = draft.get('clip', task.subjectId);
    if (!isNewest(draft, task))
      return { failure: problem('scenes-changed', 'The scene has another length by now.') };
    if (!clip?.key || !clip.segment) return { failure: problem('take-not-found', 'The clip is gone.') };
    const { settings } = draft.project();
    return {
      input: {
        work: 'conform-clip',
        clipKey: clip.key,
        outputKey: clip.segment.key,
        frames: clip.segment.frames,
        frameRate: frameRateOf(settings.fps),
        ...frameSize(settings.aspectRatio, settings.resolution),
      },
      price: null,
    };
  },

  done(draft, task) {
    const clip = draft.get('clip', task.subjectId);
    if (clip?.segment && isNewest(draft, task))
      draft.put<ClipTake>({ ...clip, failure: null, segment: { ...clip.segment, status: 'ready' } });
  },

  failed(draft, task, failure) {
    const clip = draft.get('clip', task.subjectId);
    if (clip?.segment && isNewest(draft, task))
      draft.put<ClipTake>({ ...clip, failure, segment: { ...clip.segment, status: 'failed' } });
  },
};
