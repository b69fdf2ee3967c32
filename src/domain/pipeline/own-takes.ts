/**
 * Takes that a user brings himself. They are judged, selected and joined like generated ones; what differs is here:
 * they have no cost, model or prompt, no prompt makes them stale, and no run puts another take in their place.
 */
import type { ClipTake, ImageTake, Run, Scene } from '#contracts/entities/index.ts';
import type { Draft } from './draft.ts';

type Take = ImageTake | ClipTake;

/** A clip that lacks less than this still covers its scene: the last frame is held. About one frame, in seconds. */
const FRAME_SECONDS = 0.04;

/** True for a take of the user's own that he did not reject: the scene has what it needs of its kind. */
export function isOwn(take: Take | undefined): boolean {
  return take?.source === 'uploaded' && take.status === 'succeeded' && take.approval !== 'rejected';
}

/** True where a scene needs no generated take of a kind: it has its own, and one with its own clip needs no image. */
export function bringsOwn(draft: Draft, scene: Scene, kind: Take['kind']): boolean {
  return (
    isOwn(draft.get('clip', scene.clipId)) || (kind === 'image' && isOwn(draft.get('image', scene.imageId)))
  );
}

/**
 * True where the scene's own take stays although a generated one comes in: it was asked for before the own one came,
 * or by a stage that makes what is missing. One that was asked for by naming the scene afterwards takes its place.
 */
export function staysInPlace(draft: Draft, current: Take | undefined, incoming: Take): boolean {
  if (!current || !isOwn(current) || incoming.source === 'uploaded') return false;
  const named = draft.get('job', incoming.jobId)?.sceneIds?.includes(incoming.sceneId) ?? false;
  return !named || incoming.createdAt < current.createdAt;
}

/** Whether a clip cannot fill its scene; then its last frame is held. Lengths in seconds. */
export function fallsShort(clip: Pick<ClipTake, 'requestedSeconds'>, sceneSeconds: number): boolean {
  return clip.requestedSeconds + FRAME_SECONDS < sceneSeconds;
}

/** The run whose wish about approvals counts for a take that no job made: the one that goes on. */
export function presentRun(draft: Draft): Run | undefined {
  return draft.all('run').find((run) => run.status === 'running');
}
