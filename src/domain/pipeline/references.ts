import type { CastMember, Scene } from '#contracts/entities/index.ts';
import { type Reference, referencesFor } from '#domain/look/references.ts';
import { castInScene } from '#domain/look/scene-cast.ts';
import { findImageModel } from '#domain/models/index.ts';
import type { Draft } from './draft.ts';

/** Ids of the pictures of its cast that a model would be given for a scene now. */
export function presentReferences(
  model: string | null,
  scene: Scene,
  members: Iterable<CastMember>,
): string[] {
  const cast = castInScene(scene.cast, members);
  return referencesFor(findImageModel(model ?? ''), cast).map(({ id }) => id);
}

/** The pictures of these ids: whom they show, and where they lie in storage. */
export function picturesOf(draft: Draft, ids: readonly string[]): (Reference & { key: string })[] {
  const members = draft.all('cast');
  return ids.flatMap((id) => {
    const key = draft.get('upload', id)?.key ?? draft.get('image', id)?.key ?? null;
    const name = members.find(({ references }) => references.includes(id))?.name ?? '';
    return key === null ? [] : [{ id, name, key }];
  });
}
