/** Worlds that have come some way, and what a person would do in them. For tests. */
import type { Approval, ClipTake, ImageTake, Scene } from '#contracts/entities/index.ts';
import type { TakeWish } from '../commands/takes.ts';
import { resultOf } from './results.ts';
import { type Otherwise, World } from './world.ts';

/** No seam comes along with a segment: each is rendered by itself. */
export const seamsAlone: Otherwise = (task, input) =>
  input.work === 'conform-clip' ? { type: 'done', result: resultOf({ ...input, seam: null }, task) } : null;

/** A project whose film is done, every take approved by itself. */
export function filmed(
  input: ConstructorParameters<typeof World>[0] = {},
  seconds = 30,
  otherwise?: Otherwise,
): World {
  const world = new World(input);
  world.upload(seconds);
  world.granted('start-run', { until: 'assemble_video', approvals: 'automatic' });
  world.runAll(otherwise);
  return world;
}

/** A project that waits for a person with `candidates` images of each scene. */
export function pictured(candidates = 1, input: ConstructorParameters<typeof World>[0] = {}): World {
  const world = new World({ ...input, settings: { approvals: 'manual', ...input.settings } });
  world.upload(20);
  for (const stage of ['transcribe', 'analyze_scenes', 'generate_prompts'] as const) {
    world.granted('start-stage', { stage, sceneIds: null });
    world.runAll();
  }
  world.granted('start-stage', { stage: 'generate_images', sceneIds: null, order: { candidates } });
  world.runAll();
  return world;
}

export const PLAIN_WISH: Omit<TakeWish, 'sceneId'> = { candidates: 1, prompt: null, seed: null, model: null };

export function scenes(world: World): Scene[] {
  return [...world.state.scene.values()].sort((a, b) => a.index - b.index);
}

/** The scene at a place in the film. */
export function sceneAt(world: World, index: number): Scene {
  const scene = scenes(world)[index];
  if (!scene) throw new Error(`there is no scene ${index}`);
  return scene;
}

export function takesOf(world: World, kind: 'image', sceneId: string): ImageTake[];
export function takesOf(world: World, kind: 'clip', sceneId: string): ClipTake[];
export function takesOf(world: World, kind: 'image' | 'clip', sceneId: string): (ImageTake | ClipTake)[] {
  return [...world.state[kind].values()].filter((take) => take.sceneId === sceneId);
}

/** A person judges takes; answers `ok` or the code of the refusal for each. */
export function judge(world: World, decision: Approval['decision'], ...takeIds: string[]): string[] {
  const decisions = takeIds.map((takeId) => ({ takeId, decision, reason: null }));
  const results = world.granted('decide-takes', { decisions, decidedBy: 'me' });
  return results.map(({ result }) => (result === 'ok' ? 'ok' : result.code));
}
