import type { ImageModel } from '#domain/models/index.ts';
import type { InScene } from './scene-cast.ts';

interface Pictured {
  readonly name: string;
  readonly references: readonly string[];
}

/** A picture that a model is given, and of whom it is. */
export interface Reference {
  readonly id: string;
  readonly name: string;
}

/**
 * The pictures of the cast that a model is given: the first of each member, most prominent first, then the second of
 * each, up to what the model takes; none where it takes none.
 */
export function referencesFor(
  model: ImageModel | undefined,
  cast: readonly InScene<Pictured>[],
): Reference[] {
  const most = model?.references?.most ?? 0;
  const rounds = Math.max(0, ...cast.map(({ member }) => member.references.length));
  const dealt = Array.from({ length: rounds }, (_, round) =>
    cast.flatMap(({ member: { name, references } }): Reference[] => {
      const id = references[round];
      return id === undefined ? [] : [{ id, name }];
    }),
  ).flat();
  return [...new Map(dealt.map((reference) => [reference.id, reference])).values()].slice(0, most);
}

/** Says which picture shows whom; empty without pictures. A name may be empty: nobody knows it any more. */
export function referenceNote(references: readonly Reference[]): string {
  return references
    .flatMap(({ name }, index) => (name === '' ? [] : [`Reference image ${index + 1} shows ${name}.`]))
    .join(' ');
}
