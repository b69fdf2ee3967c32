import type { CastMember, Scene } from '#contracts/entities/index.ts';
import { type Reference, referencesFor } from '#domain/look/references.ts';
import { castInScene } from '#domain/look/scene-cast.ts';
import { findImageModel } from '#domain/models/index.ts';
import type { Draft } from './draft.ts';

/** The pictures of its cast that a model would be given for a scene now. */
export function presentReferences(
  model: string | null,
  scene: Scene,
  members: Iterable<CastMember>,
): Reference[] {
  return referencesFor(findImageModel(model ?? ''), castInScene(scene.cast, members));
}

/** Where a reference lies in storage; null for one that is gone. */
export function referenceKey(draft: Draft, id: string): string | null {
  return draft.get('upload', id)?.key ?? draft.get('image', id)?.key ?? null;
}
