import type { Approval, ClipTake, ImageTake, Scene } from '#contracts/entities/index.ts';
import type { Draft } from './draft.ts';
import { presentRun, staysInPlace } from './own-takes.ts';
import { isStale } from './staleness.ts';

type Take = ImageTake | ClipTake;

/**
 * Writes one decision about a take: append-only history, and the take's standing. The same decision by the same
 * person again adds nothing (P3). An approved take is selected; where the selected one is rejected, the next best is.
 */
export function decide(
  draft: Draft,
  take: Take,
  decision: Approval['decision'],
  decidedBy: string,
  reason: string | null,
): void {
  const last = lastDecision(draft, take);
  const isRepeated = last?.decision === decision && last.decidedBy === decidedBy && last.reason === reason;
  if (!isRepeated) record(draft, take, decision, decidedBy, reason);
  const judged = draft.put<Take>({ ...take, approval: decision });
  if (decision === 'approved') return select(draft, judged);
  const scene = draft.get('scene', take.sceneId);
  if (scene && selectedTake(draft, scene, take.kind)?.id === take.id) {
    const next = nextBest(draft, scene, take.kind);
    if (next) select(draft, next);
  }
}

function record(
  draft: Draft,
  take: Take,
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
}

function lastDecision(draft: Draft, take: Take): Approval | undefined {
  return draft.all('approval').findLast((approval) => approval.takeId === take.id);
}

/** Points the scene at the take. */
export function select(draft: Draft, take: Take): void {
  const scene = draft.get('scene', take.sceneId);
  if (!scene) return;
  const selected: Scene =
    take.kind === 'image' ? { ...scene, imageId: take.id } : { ...scene, clipId: take.id };
  draft.put(selected);
}

export function selectedTake(draft: Draft, scene: Scene, kind: Take['kind']): Take | undefined {
  return kind === 'image' ? draft.get('image', scene.imageId) : draft.get('clip', scene.clipId);
}

/** The finished take that comes next where the selected one is rejected: one that fits, approved before pending. */
function nextBest(draft: Draft, scene: Scene, kind: Take['kind']): Take | undefined {
  const rank = (take: Take) => (take.approval === 'approved' ? 0 : 1);
  return draft
    .all(kind)
    .filter((take: Take) => take.sceneId === scene.id && take.status === 'succeeded')
    .filter((take: Take) => take.approval !== 'rejected' && !isTakeStale(draft, scene, take))
    .sort((a: Take, b: Take) => rank(a) - rank(b) || (a.id < b.id ? 1 : -1))[0];
}

/** Whether the take was made from something else than what the scene says now (P6). */
export function isTakeStale(draft: Draft, scene: Scene, take: Take): boolean {
  return isStale(take, {
    scene,
    prompt: draft.get('prompt', scene.promptId),
    image: draft.get('image', scene.imageId),
    settings: draft.project().settings,
    members: draft.all('cast'),
  });
}

/**
 * A take has come in. It is selected unless one that was approved stands there already, or another candidate of the
 * same job that nobody rejected. Where project or run approve by themselves, the first candidate is approved and the
 * others stay pending. A generated take does not push out the user's own.
 */
export function receive(draft: Draft, take: Take): void {
  const scene = draft.get('scene', take.sceneId);
  if (!scene) return;
  const current = selectedTake(draft, scene, take.kind);
  if (staysInPlace(draft, current, take)) return;
  const isSettled =
    current?.approval === 'approved' || (isRival(take, current) && current?.approval !== 'rejected');
  const automatic = approvesItself(draft, take) && !hasApprovedRival(draft, take);
  if (automatic) decide(draft, take, 'approved', 'automatic', null);
  else if (!isSettled) select(draft, take);
}

/** True for candidates of one job. The user's own takes are rivals of nothing: the newest is what he wants. */
function isRival(take: Take, other: Take | undefined): boolean {
  return other !== undefined && other.jobId !== null && other.jobId === take.jobId;
}

function hasApprovedRival(draft: Draft, take: Take): boolean {
  return draft
    .all(take.kind)
    .some(
      (other: Take) =>
        isRival(take, other) && other.sceneId === take.sceneId && other.approval === 'approved',
    );
}

function approvesItself(draft: Draft, take: Take): boolean {
  const run =
    take.jobId === null ? presentRun(draft) : draft.get('run', draft.get('job', take.jobId)?.runId ?? null);
  return (run?.approvals ?? draft.project().settings.approvals) === 'automatic';
}

/** Where takes approve themselves, those that waited from an earlier, manual time are approved, too. */
export function approveWaiting(draft: Draft, kind: Take['kind'], scenes: readonly Scene[]): void {
  for (const scene of scenes) {
    const take = selectedTake(draft, scene, kind);
    if (take?.status === 'succeeded' && take.approval === 'pending')
      decide(draft, take, 'approved', 'automatic', null);
  }
}
