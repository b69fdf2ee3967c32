import { type CastMember, MOST_CAST, type Scene, type SceneCast } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { changingLook } from '../prompts.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** What people say of a member of the cast. */
export type CastWords = Pick<CastMember, 'castKind' | 'name' | 'appearance' | 'prominence' | 'references'>;

/** Adds somebody to the cast. Scenes in which the new one appears have stale takes from then on, if any (P6). */
export function addCast(draft: Draft, input: CastWords): CastMember | Refusal {
  if (draft.all('cast').length >= MOST_CAST)
    return refuse('cast-full', `A project has at most ${MOST_CAST} members of its cast. Remove one first.`);
  const refused = unfitReference(draft, input.references);
  if (refused) return refused;
  const { now, newId } = draft.context;
  const { castKind, name, appearance, prominence, references } = input;
  return changingLook(draft, () =>
    draft.put<CastMember>({
      kind: 'cast',
      id: newId(),
      projectId: draft.project().id,
      castKind,
      name,
      appearance,
      prominence,
      references: [...references],
      createdAt: now,
      updatedAt: now,
    }),
  );
}

/** Changes what is said of a member; what is left out stays. */
export function updateCast(
  draft: Draft,
  input: { castId: string; changes: { readonly [K in keyof CastWords]?: CastWords[K] | undefined } },
): CastMember | Refusal {
  const member = draft.get('cast', input.castId);
  if (!member) return notFound(input.castId);
  const refused = unfitReference(draft, input.changes.references ?? []);
  if (refused) return refused;
  const given = Object.entries(input.changes).filter(([, value]) => value !== undefined);
  return changingLook(draft, () => draft.put<CastMember>({ ...member, ...Object.fromEntries(given) }));
}

/** Takes somebody out of the cast and out of every scene. */
export function removeCast(draft: Draft, input: { castId: string }): CastMember | Refusal {
  const member = draft.get('cast', input.castId);
  if (!member) return notFound(input.castId);
  return changingLook(draft, () => {
    draft.remove(member);
    for (const scene of draft.all('scene')) {
      const cast = scene.cast.filter(({ castId }) => castId !== member.id);
      if (cast.length < scene.cast.length) draft.put<Scene>({ ...scene, cast });
    }
    return member;
  });
}

/** Says who is in a scene and what it shows; what is left out stays. */
export function putSceneLook(
  draft: Draft,
  input: {
    sceneId: string;
    footage: Scene['footage'] | undefined;
    cast: readonly SceneCast[] | undefined;
  },
): Scene | Refusal {
  const scene = draft.get('scene', input.sceneId);
  if (!scene) return refuse('scene-not-found', 'This project has no such scene.', [input.sceneId]);
  const stranger = input.cast?.find(({ castId }) => !draft.get('cast', castId));
  if (stranger) return notFound(stranger.castId);
  const footage = input.footage === undefined ? scene.footage : input.footage;
  const cast = [...(input.cast ?? scene.cast)];
  return changingLook(draft, () => draft.put<Scene>({ ...scene, footage, cast }));
}

/** A reference is a picture that is there: an upload that was proven, or an image that is finished. */
function unfitReference(draft: Draft, references: readonly string[]): Refusal | null {
  for (const id of references) {
    const upload = draft.get('upload', id);
    const image = draft.get('image', id);
    const isPicture = upload?.purpose === 'reference' || upload?.purpose === 'image';
    if (!image && !isPicture)
      return refuse('reference-unfit', `${id} is neither an uploaded picture nor an image of this project.`);
    const status = (upload ?? image)?.status;
    if (status !== 'ready' && status !== 'succeeded')
      return refuse('reference-unfit', `The picture ${id} is ${status}; wait until it is ready.`);
  }
  return null;
}

function notFound(castId: string): Refusal {
  return refuse('cast-not-found', `Nobody in the cast of this project has the id ${castId}.`);
}
