import type { ClipTake, ImageTake, Scene } from '#contracts/entities/index.ts';
import { segmentKey } from '#domain/files/object-keys.ts';
import { frameRateOf, frameSize } from '#domain/film/frame-budget.ts';
import type { Draft } from '../draft.ts';
import { segmentFingerprint, stillMotion } from '../fingerprint.ts';
import { openTask } from '../tasks/open-task.ts';
import { cancelTask } from '../tasks/settle.ts';
import { isEnded, problem, type Work } from '../work.ts';

type Take = ImageTake | ClipTake;

/**
 * Has the take made into the scene's segment, unless exactly that one is there or on its way: a clip is conformed to
 * the scene's frames, over a still the camera moves. Segments are stored under their fingerprint, so that the same
 * one is made once.
 */
export function ensureSegment(draft: Draft, scene: Scene, take: Take, jobId: string | null): void {
  const { settings } = draft.project();
  const print = segmentFingerprint({ take, scene, settings });
  if (take.segment?.fingerprint === print && take.segment.status !== 'failed') return;
  for (const task of conformTasks(draft, take)) if (!isEnded(task)) cancelTask(draft, task);
  draft.put<Take>({
    ...take,
    segment: {
      status: 'queued',
      fingerprint: print,
      key: segmentKey(take.projectId, print),
      frames: scene.endFrame - scene.startFrame,
    },
  });
  openTask(draft, { work: 'conform-clip', subjectId: take.id, jobId, sceneId: scene.id });
}

function conformTasks(draft: Draft, take: Take) {
  return draft.all('task').filter(({ work, subjectId }) => work === 'conform-clip' && subjectId === take.id);
}

/** True where the take's segment is exactly what the scene asks for. */
export function isSegmentReady(draft: Draft, scene: Scene, take: Take): boolean {
  const { settings } = draft.project();
  const { segment } = take;
  return segment?.status === 'ready' && segment.fingerprint === segmentFingerprint({ take, scene, settings });
}

/** True where this job has tried to make a segment of the take, in vain. */
export function hasFailedIn(draft: Draft, jobId: string, take: Take): boolean {
  return conformTasks(draft, take).some((task) => task.jobId === jobId && task.status === 'failed');
}

function takeOf(draft: Draft, takeId: string): Take | undefined {
  return draft.get('clip', takeId) ?? draft.get('image', takeId);
}

export const conformClip: Work = {
  prepare(draft, task) {
    const take = takeOf(draft, task.subjectId);
    const scene = draft.get('scene', task.sceneId);
    if (!take?.key || !take.segment) return { failure: problem('take-not-found', 'The clip is gone.') };
    const { settings } = draft.project();
    return {
      input: {
        work: 'conform-clip',
        clipKey: take.key,
        motion: take.kind === 'image' ? stillMotion(scene?.index ?? 0) : null,
        outputKey: take.segment.key,
        frames: take.segment.frames,
        frameRate: frameRateOf(settings.fps),
        ...frameSize(settings.aspectRatio, settings.resolution),
      },
      price: null,
    };
  },

  done(draft, task, result) {
    const take = takeOf(draft, task.subjectId);
    if (!take?.segment || result.work !== 'conform-clip') return;
    const size = { width: result.sourceWidth ?? take.width, height: result.sourceHeight ?? take.height };
    draft.put<Take>({
      ...take,
      ...size,
      failure: null,
      segment: { ...take.segment, status: 'ready' },
    });
  },

  failed(draft, task, failure) {
    const take = takeOf(draft, task.subjectId);
    if (!take?.segment) return;
    // What was only canceled did not fail: whoever needs the segment next asks for it anew.
    if (task.status === 'canceled') draft.put<Take>({ ...take, segment: null });
    else draft.put<Take>({ ...take, failure, segment: { ...take.segment, status: 'failed' } });
  },
};
