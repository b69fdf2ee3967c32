/** What people change of a film that is there, and what of it is looked at. For tests. */
import type { Task, Transition } from '#contracts/entities/index.ts';
import { entries } from './edits.ts';
import { sceneAt, takesOf } from './films.ts';
import type { World } from './world.ts';

export const CROSSFADE: Transition = { kind: 'crossfade', seconds: 0.5 };
export const BLENDS = { sceneCount: 6, transition: CROSSFADE };

export const assemble = (world: World) =>
  world.granted('start-stage', { stage: 'assemble_video', sceneIds: null });

/** Sets what differs of one scene. */
export function edit(
  world: World,
  index: number,
  changes: { transition?: Transition | null; clipInSeconds?: number },
): void {
  const list = entries(world).map((entry, at) => (at === index ? { ...entry, ...changes } : entry));
  world.granted('put-scenes', { scenes: list });
}

export const settings = (changes: object) => (world: World) => {
  world.granted('update-project', { settings: changes });
};

/** As if a scene's clip were a file of another size. */
export function resize(world: World, index: number, sizeBytes: number | null): void {
  const clips = new Map(world.state.clip);
  for (const clip of takesOf(world, 'clip', sceneAt(world, index).id))
    clips.set(clip.id, { ...clip, sizeBytes });
  world.state = { ...world.state, clip: clips };
}

export const newFilm = (world: World) => [...world.state.film.values()].at(-1);

/** How many segments, seams and films something renders. Seams that come with a segment count, too. */
export function countRendered(
  world: World,
  work: () => void,
): { segments: number; seams: number; films: number } {
  const before = new Set([...world.state.task.keys(), ...world.state.seam.keys()]);
  work();
  const made = world.tasks().filter(({ id }) => !before.has(id));
  const count = (kind: Task['work']) => made.filter((task) => task.work === kind).length;
  const seams = [...world.state.seam.keys()].filter((id) => !before.has(id));
  return { segments: count('conform-clip'), seams: seams.length, films: count('assemble-film') };
}
