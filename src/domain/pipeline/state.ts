import type { Entity, EntityKind, EntityOf, Project } from '#contracts/entities/index.ts';

/** Everything a project is, by kind and id. Never changed in place: the reducer returns a new one. */
export type ProjectState = { readonly [K in EntityKind]: ReadonlyMap<string, EntityOf<K>> };

const KINDS: Readonly<Record<EntityKind, true>> = {
  project: true,
  upload: true,
  song: true,
  analysis: true,
  lyrics: true,
  cast: true,
  scene: true,
  edit: true,
  prompt: true,
  image: true,
  clip: true,
  approval: true,
  film: true,
  rendition: true,
  sheet: true,
  seam: true,
  run: true,
  job: true,
  task: true,
  usage: true,
};

/** All kinds in the order in which a reader would meet them. */
export const ENTITY_KINDS: readonly EntityKind[] = Object.keys(KINDS).filter(
  (kind): kind is EntityKind => kind in KINDS,
);

/** Builds the state from rows, e.g. those of the object's store. */
export function stateOf(entities: Iterable<Entity>): ProjectState {
  const maps = Object.fromEntries(ENTITY_KINDS.map((kind) => [kind, new Map<string, Entity>()]));
  for (const entity of entities) maps[entity.kind]?.set(entity.id, entity);
  // Each map was filled by `kind` alone, which is what the mapped type says.
  return maps as unknown as ProjectState;
}

/** The project's own row; null before it was created. */
export function projectOf(state: ProjectState): Project | null {
  for (const project of state.project.values()) return project;
  return null;
}
