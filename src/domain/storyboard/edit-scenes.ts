/**
 * A storyboard as a person wants it, from the whole list in film order: edits, inserts, removals and a new order at
 * once. Either the result tiles the film exactly (P7), or nothing changes and every place that is wrong is named.
 */
import type { Scene } from '#contracts/entities/index.ts';
import type { FrameRate } from '#contracts/media.ts';
import type { FieldProblem } from '#contracts/problem.ts';
import { frameAt, secondsAt } from '../film/frame-budget.ts';
import { BY_HAND, FILM_START } from './cuts/cut-report.ts';
import type { PlannedScene } from './planned-scene.ts';

/** The words of a scene; what an edit leaves out stays, or is empty for a new scene. */
export const SCENE_TEXTS = ['title', 'theme', 'mood', 'lyricExcerpt', 'reasoning'] as const;
type SceneTexts = Pick<PlannedScene, (typeof SCENE_TEXTS)[number]>;

/** How a scene is cut into the film; what an edit leaves out stays, or is the project's way for a new scene. */
export type SceneCutting = Pick<Scene, 'transition' | 'clipInSeconds'>;
type EditableScene = PlannedScene & SceneCutting;

/** One entry of the wanted list. */
export type SceneEdit = {
  readonly [K in keyof (SceneTexts & SceneCutting)]?: EditableScene[K] | undefined;
} & {
  /** A scene that is there; left out for a new one. */
  readonly id?: string | undefined;
  /** Seconds from the start of the song; they are snapped to frames. */
  readonly startSeconds: number;
  readonly endSeconds: number;
};

export interface StoryboardLimits {
  /** Length of the film. */
  readonly frames: number;
  readonly rate: FrameRate;
  /** Shortest scene, in frames. */
  readonly minFrames: number;
  /** Longest scene that a clip can fill, in seconds, and whether one of this many seconds can be filled. */
  readonly longestSeconds: number;
  readonly canFill: (seconds: number) => boolean;
}

/** A scene of the result; `id` is null for a new one. */
export type EditedScene = EditableScene & { readonly id: string | null };

export interface StoryboardEdit {
  readonly before: readonly (EditableScene & { readonly id: string })[];
  readonly edits: readonly SceneEdit[];
  readonly limits: StoryboardLimits;
  /** Words that are sung between two frames, for a new scene that names none. */
  readonly sungBetween: (startFrame: number, endFrame: number) => string;
}

/** More than a person can mend at once says no more. */
const MOST_ERRORS = 50;

/**
 * The edited storyboard, or what is wrong with it by JSON pointer. Times that fall on the same frame meet, however
 * their decimals were rounded. Length limits bind scenes whose length is new: one that was longer or shorter before
 * may stay. A new entry that says exactly what a scene left out of the list says is that scene, so that the same
 * request twice changes nothing the second time.
 */
export function editScenes(edit: StoryboardEdit): { scenes: EditedScene[] } | { errors: FieldProblem[] } {
  const { before, edits, limits } = edit;
  const known = new Map(before.map((scene) => [scene.id, scene]));
  const errors = [
    ...idErrors(edits, known),
    ...tilingErrors(edits, limits),
    ...lengthErrors(edits, known, limits),
  ];
  if (errors.length > 0) return { errors: errors.slice(0, MOST_ERRORS) };
  const named = new Set(edits.flatMap(({ id }) => id ?? []));
  const leftOut = before.filter(({ id }) => !named.has(id));
  const scenes = edits.map((wanted) => {
    const old = known.get(wanted.id ?? '');
    const scene = sceneOf(wanted, old, edit);
    return { ...scene, id: old?.id ?? leftOut.find((other) => isSame(scene, other))?.id ?? null };
  });
  return { scenes };
}

function sceneOf(wanted: SceneEdit, old: EditableScene | undefined, edit: StoryboardEdit): EditableScene {
  const { startFrame, endFrame } = framesOf(wanted, edit.limits.rate);
  const text = (key: keyof SceneTexts, otherwise: string) => wanted[key] ?? old?.[key] ?? otherwise;
  return {
    startFrame,
    endFrame,
    title: text('title', 'New scene'),
    theme: text('theme', ''),
    mood: text('mood', ''),
    lyricExcerpt: text('lyricExcerpt', edit.sungBetween(startFrame, endFrame)),
    reasoning: text('reasoning', ''),
    transition: wanted.transition === undefined ? (old?.transition ?? null) : wanted.transition,
    clipInSeconds: wanted.clipInSeconds ?? old?.clipInSeconds ?? 0,
    // A cut belongs to its place: where there was one before, its report still holds.
    cut:
      edit.before.find((scene) => scene.startFrame === startFrame)?.cut ??
      (startFrame === 0 ? FILM_START : BY_HAND),
  };
}

function isSame(a: EditableScene, b: EditableScene): boolean {
  const isCutAlike =
    a.clipInSeconds === b.clipInSeconds &&
    a.transition?.kind === b.transition?.kind &&
    a.transition?.seconds === b.transition?.seconds;
  return (
    isCutAlike && (['startFrame', 'endFrame', ...SCENE_TEXTS] as const).every((key) => a[key] === b[key])
  );
}

function framesOf(edit: SceneEdit, rate: FrameRate): { startFrame: number; endFrame: number } {
  return { startFrame: frameAt(edit.startSeconds, rate), endFrame: frameAt(edit.endSeconds, rate) };
}

function idErrors(edits: readonly SceneEdit[], known: ReadonlyMap<string, unknown>): FieldProblem[] {
  const seen = new Map<string, number>();
  return edits.flatMap(({ id }, index) => {
    if (id === undefined) return [];
    const pointer = `/scenes/${index}/id`;
    const first = seen.get(id);
    if (first !== undefined) return [{ pointer, message: `This is scene ${first + 1} of the list again.` }];
    seen.set(id, index);
    if (known.has(id)) return [];
    const message = 'The storyboard has no such scene (any more). Leave the id out to make a new one.';
    return [{ pointer, message }];
  });
}

/** Every boundary that is not where the one before it says, every scene that ends before it starts (P7). */
function tilingErrors(edits: readonly SceneEdit[], limits: StoryboardLimits): FieldProblem[] {
  const { frames, rate } = limits;
  const errors: FieldProblem[] = [];
  let expected = 0;
  edits.forEach((edit, index) => {
    const { startFrame, endFrame } = framesOf(edit, rate);
    const own = `Scene ${index + 1}`;
    if (startFrame !== expected) {
      const found = `${own} starts at ${edit.startSeconds} s (frame ${startFrame})`;
      const before = index === 0 ? 'the film starts' : `scene ${index} ends`;
      const message = `${found}, but ${before} at frame ${expected}: ${offBy(startFrame - expected, 'in two scenes')}. Expected ${shortSeconds(expected, rate)} s.`;
      errors.push({ pointer: `/scenes/${index}/startSeconds`, message });
    }
    if (endFrame <= startFrame) {
      const message = `${own} ends at ${edit.endSeconds} s, which is not after its start at ${edit.startSeconds} s.`;
      errors.push({ pointer: `/scenes/${index}/endSeconds`, message });
    }
    expected = endFrame;
  });
  if (expected !== frames) {
    const message = `The last scene ends at frame ${expected}, but the film at frame ${frames}: ${offBy(frames - expected, 'outside the film')}. Expected ${shortSeconds(frames, rate)} s.`;
    errors.push({ pointer: `/scenes/${edits.length - 1}/endSeconds`, message });
  }
  return errors;
}

function lengthErrors(
  edits: readonly SceneEdit[],
  known: ReadonlyMap<string, PlannedScene>,
  limits: StoryboardLimits,
): FieldProblem[] {
  const { rate, minFrames, longestSeconds, canFill } = limits;
  return edits.flatMap((edit, index) => {
    const { startFrame, endFrame } = framesOf(edit, rate);
    const frames = endFrame - startFrame;
    const old = known.get(edit.id ?? '');
    if (frames < 1 || (old && old.endFrame - old.startFrame === frames)) return [];
    const pointer = `/scenes/${index}`;
    const lasts = `Scene ${index + 1} lasts ${shortSeconds(frames, rate)} s`;
    if (frames < minFrames) {
      const message = `${lasts}; a scene lasts at least ${shortSeconds(minFrames, rate)} s (${minFrames} frames).`;
      return [{ pointer, message }];
    }
    if (canFill(secondsAt(frames, rate))) return [];
    const message = `${lasts}, but a clip of the project's model at most ${longestSeconds} s. Split the scene or choose another clip model.`;
    return [{ pointer, message }];
  });
}

/** A gap or what is too much, for people; positive frames are a gap. */
function offBy(frames: number, tooMuch: string): string {
  const count = Math.abs(frames);
  return `${count === 1 ? '1 frame is' : `${count} frames are`} ${frames > 0 ? 'in no scene' : tooMuch}`;
}

/** The time of a frame, rounded so that people can read it and it still falls on that frame. */
function shortSeconds(frame: number, rate: FrameRate): number {
  return Math.round(secondsAt(frame, rate) * 10_000) / 10_000;
}
