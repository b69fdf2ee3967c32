import type { ViewOf } from '#contracts/events.ts';
import type { SceneApprovalView } from '#contracts/views/views.ts';

/** Where the decisions about each scene stand, in film order. */
export function sceneApprovals(
  scenes: readonly ViewOf<'scene'>[],
  images: readonly ViewOf<'image'>[],
  clips: readonly ViewOf<'clip'>[],
): SceneApprovalView[] {
  return scenes.map(({ id, index, imageId, clipId }) => ({
    sceneId: id,
    sceneIndex: index,
    image: standing(id, imageId, images),
    clip: standing(id, clipId, clips),
  }));
}

function standing(
  sceneId: string,
  selectedId: string | null,
  takes: readonly (ViewOf<'image'> | ViewOf<'clip'>)[],
): SceneApprovalView['image'] {
  const finished = takes.filter((take) => take.sceneId === sceneId && take.status === 'succeeded');
  const selected = finished.find((take) => take.id === selectedId);
  return {
    status: selected?.approval ?? 'none',
    takeId: selected?.id ?? null,
    stale: selected?.stale ?? false,
    undecided: finished.filter((take) => take.approval === 'pending').length,
  };
}
