import type { Approval, ClipTake, ImageTake, Scene } from '#contracts/entities/index.ts';
import type { Draft } from './draft.ts';
import { presentRun, staysInPlace } from './own-takes.ts';

/** Writes one decision about a take: append-only history, and the take's standing. */
export function decide(
  draft: Draft,
  take: ImageTake | ClipTake,
  decision: Approval['decision'],
  decidedBy: string,
  reason: string | null,
): void {
  const { now, newId } = draft.context;
  draft.put<Approval>({
    kind: 'approval',
    id: newId(),
    projectId: take.projectId,
    sceneId: take.sceneId,
    takeId: take.id,
    takeKind: take.kind,
    decision,
    decidedBy,
    reason,
    fingerprint: take.fingerprint,
    createdAt: now,
    updatedAt: now,
  });
  draft.put({ ...take, approval: decision });
  if (decision === 'approved') select(draft, take);
}

/** Points the scene at the take. */
export function select(draft: Draft, take: ImageTake | ClipTake): void {
  const scene = draft.get('scene', take.sceneId);
  if (!scene) return;
  const selected: Scene =
    take.kind === 'image' ? { ...scene, imageId: take.id } : { ...scene, clipId: take.id };
  draft.put(selected);
}

/**
 * A take has come in: it is selected unless one that was approved stands there already, and approved by itself
 * where project or run say so. A generated one does not push out the user's own.
 */
export function receive(draft: Draft, take: ImageTake | ClipTake): void {
  const scene = draft.get('scene', take.sceneId);
  if (!scene) return;
  const current = take.kind === 'image' ? draft.get('image', scene.imageId) : draft.get('clip', scene.clipId);
  if (staysInPlace(draft, current, take)) return;
  const automatic = approvesItself(draft, take);
  if (automatic || current?.approval !== 'approved') select(draft, take);
  if (automatic) decide(draft, take, 'approved', 'automatic', null);
}

function approvesItself(draft: Draft, take: ImageTake | ClipTake): boolean {
  const run =
    take.jobId === null ? presentRun(draft) : draft.get('run', draft.get('job', take.jobId)?.runId ?? null);
  return (run?.approvals ?? draft.project().settings.approvals) === 'automatic';
}
