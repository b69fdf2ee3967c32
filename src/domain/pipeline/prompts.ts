import type { Prompt, PromptParts, Scene } from '#contracts/entities/index.ts';
import { lookOf } from '#domain/look/look.ts';
import { flattenClipPrompt, flattenImagePrompt } from '#domain/storyboard/flatten-prompt.ts';
import type { Draft } from './draft.ts';

/** A scene's prompts, oldest version first. */
export function versionsOf(draft: Draft, sceneId: string): Prompt[] {
  return draft
    .all('prompt')
    .filter((prompt) => prompt.sceneId === sceneId)
    .sort((a, b) => a.version - b.version);
}

/** Adds a version to a scene's prompts. The older ones are kept; which one is current, the scene says. */
export function addPrompt(
  draft: Draft,
  scene: Scene,
  input: Pick<Prompt, 'parts' | 'origin' | 'model' | 'systemPrompt'>,
): Prompt {
  const { now, newId } = draft.context;
  return draft.put<Prompt>({
    kind: 'prompt',
    id: newId(),
    projectId: scene.projectId,
    sceneId: scene.id,
    version: (versionsOf(draft, scene.id).at(-1)?.version ?? 0) + 1,
    parts: input.parts,
    ...textsOf(draft, scene, input.parts),
    origin: input.origin,
    model: input.model,
    systemPrompt: input.systemPrompt,
    createdAt: now,
    updatedAt: now,
  });
}

/**
 * Makes a version the scene's current one, and answers which one that is: where the look has changed since, one of the
 * same parts with its words now. Takes that were made from another text become stale by themselves (P6).
 */
export function usePrompt(draft: Draft, prompt: Prompt): Prompt {
  const scene = draft.get('scene', prompt.sceneId);
  if (!scene) return prompt;
  const current = inPresentWords(draft, scene, prompt);
  draft.put<Scene>({ ...scene, promptId: current.id });
  return current;
}

/** A version of which something was made stays as it is, and so does what was made of it: another one follows it. */
function inPresentWords(draft: Draft, scene: Scene, prompt: Prompt): Prompt {
  const texts = textsOf(draft, scene, prompt.parts);
  if (prompt.imageText === texts.imageText && prompt.clipText === texts.clipText) return prompt;
  const takes = [...draft.all('image'), ...draft.all('clip')];
  return takes.some(({ promptId }) => promptId === prompt.id)
    ? addPrompt(draft, scene, prompt)
    : draft.put<Prompt>({ ...prompt, ...texts });
}

/** What the models get for a scene now: the parts of its prompt with the look of project and scene. */
function textsOf(draft: Draft, scene: Scene, parts: PromptParts): Pick<Prompt, 'imageText' | 'clipText'> {
  const look = lookOf(draft.project().settings, scene, draft.all('cast'));
  return { imageText: flattenImagePrompt(parts, look), clipText: flattenClipPrompt(parts, look) };
}

/**
 * Makes a change of the look, and has the current prompts that say something else by it follow: their takes are stale
 * from then on (P6), nothing is made anew. Texts that the change does not touch stay as they were written, also by an
 * older way of writing them.
 */
export function changingLook<T>(draft: Draft, change: () => T): T {
  const texts = () =>
    new Map(
      draft.all('scene').flatMap((scene) => {
        const prompt = draft.get('prompt', scene.promptId);
        return prompt ? [[prompt, JSON.stringify(textsOf(draft, scene, prompt.parts))] as const] : [];
      }),
    );
  const before = texts();
  const result = change();
  for (const [prompt, text] of texts()) {
    if (before.get(prompt) !== text) usePrompt(draft, prompt);
  }
  return result;
}
