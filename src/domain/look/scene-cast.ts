import type { Prominence, SceneCast } from '#contracts/entities/index.ts';

/** How much of a scene somebody can be who is in it. */
export type Part = Exclude<Prominence, 'absent'>;

/** A member of the cast as one scene shows it. */
export interface InScene<M> {
  readonly member: M;
  readonly prominence: Part;
}

const RANK: Readonly<Record<Part, number>> = { lead: 0, support: 1, background: 2 };

/**
 * Who is seen in a scene, most prominent first and then the elder: what the scene says, else each member's own part.
 * Takes rows and views alike.
 */
export function castInScene<M extends { readonly id: string; readonly prominence: Prominence }>(
  said: readonly SceneCast[],
  members: Iterable<M>,
): InScene<M>[] {
  return [...members]
    .flatMap((member): InScene<M>[] => {
      const prominence = said.find(({ castId }) => castId === member.id)?.prominence ?? member.prominence;
      return prominence === 'absent' ? [] : [{ member, prominence }];
    })
    .sort((a, b) => RANK[a.prominence] - RANK[b.prominence] || (a.member.id < b.member.id ? -1 : 1));
}
