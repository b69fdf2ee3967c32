/**
 * The history of a storyboard: its steps, each with what it replaced. It begins with the first storyboard: nobody
 * undoes himself out of having scenes.
 */
import type { EditType, PastScene, Scene, StoryboardEdit } from '#contracts/entities/index.ts';
import type { Draft } from './draft.ts';
import { scenesInOrder } from './scenes.ts';

/** Steps that are kept, and how many scenes they hold in all; the oldest go first. */
const STEPS_KEPT = 200;
const SCENES_KEPT = 20_000;
/** A row of the object's store holds 2 MB; a character takes up to three bytes. */
const MOST_CHARACTERS = 600_000;

/** A step without its scenes, of which it names the ids. */
export type EditSummary = Omit<StoryboardEdit, 'kind' | 'projectId' | 'at' | 'before' | 'after'> & {
  /** The scenes that it changed, added or removed. */
  readonly sceneIds: readonly string[];
};

export function editSummary(edit: StoryboardEdit): EditSummary {
  const { id, number, type, editedBy, undoneAt, before, after, createdAt, updatedAt } = edit;
  const sceneIds = [...new Set([...before, ...after].map((scene) => scene.id))];
  return { id, number, type, editedBy, undoneAt, sceneIds, createdAt, updatedAt };
}

/** The steps, oldest first. */
export function editsOf(draft: Draft): StoryboardEdit[] {
  return draft.all('edit').sort((a, b) => a.number - b.number);
}

/** Keeps what became of the storyboard since it was `before`; null where that is nothing, or there was none. */
export function recordEdit(
  draft: Draft,
  input: { type: EditType; before: readonly Scene[]; editedBy: string | null },
): StoryboardEdit | null {
  const { type, before, editedBy } = input;
  const part = changedPart(before, scenesInOrder(draft));
  if (before.length === 0 || part.before.length + part.after.length === 0) return null;
  const steps = editsOf(draft);
  for (const step of steps) if (step.undoneAt !== null) draft.remove(step);
  const done = steps.filter(({ undoneAt }) => undoneAt === null);
  // What is too large for a row cannot be taken back, and nothing before it.
  if (JSON.stringify(part).length > MOST_CHARACTERS) {
    for (const step of done) draft.remove(step);
    return null;
  }
  const { now, newId } = draft.context;
  const edit = draft.put<StoryboardEdit>({
    kind: 'edit',
    id: newId(),
    projectId: draft.project().id,
    number: (done.at(-1)?.number ?? 0) + 1,
    type,
    editedBy,
    undoneAt: null,
    ...part,
    createdAt: now,
    updatedAt: now,
  });
  forgetOldest(draft, [...done, edit]);
  return edit;
}

function changedPart(before: readonly Scene[], after: readonly Scene[]) {
  const shorter = Math.min(before.length, after.length);
  const isKept = (a: Scene | undefined, b: Scene | undefined) => a !== undefined && isSamePlan(a, b);
  let at = 0;
  while (at < shorter && isKept(before[at], after[at])) at += 1;
  let tail = 0;
  while (tail < shorter - at && isKept(before.at(-1 - tail), after.at(-1 - tail))) tail += 1;
  const cut = (scenes: readonly Scene[]) => scenes.slice(at, scenes.length - tail).map(pastOf);
  return { at, before: cut(before), after: cut(after) };
}

function forgetOldest(draft: Draft, steps: readonly StoryboardEdit[]): void {
  let scenes = 0;
  steps.toReversed().forEach((step, index) => {
    scenes += step.before.length + step.after.length;
    if (index >= STEPS_KEPT || (index > 0 && scenes > SCENES_KEPT)) draft.remove(step);
  });
}

/** What the history keeps of a scene. */
export function pastOf({ kind: _, projectId: __, index: ___, updatedAt: ____, ...past }: Scene): PastScene {
  return past;
}

/** Whether both say the same; takes come and go without a step. */
export function isSamePlan(a: PastScene, b: PastScene | undefined): boolean {
  return b !== undefined && planKey(a) === planKey(b);
}

function planKey(scene: PastScene): string {
  const { id, startFrame, endFrame, title, theme, mood, lyricExcerpt, reasoning } = scene;
  const { transition, clipInSeconds, cut, locked } = scene;
  const words = [title, theme, mood, lyricExcerpt, reasoning];
  const cutting = [
    transition?.kind,
    transition?.seconds,
    clipInSeconds,
    cut.onto,
    cut.movedSeconds,
    cut.reason,
  ];
  return JSON.stringify([id, startFrame, endFrame, words, cutting, locked]);
}
