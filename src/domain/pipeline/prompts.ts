import type { Prompt, PromptParts, Scene } from '#contracts/entities/index.ts';
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
  input: { parts: PromptParts; origin: Prompt['origin']; model: string | null },
): Prompt {
  const { now, newId } = draft.context;
  const { style } = draft.project().settings;
  return draft.put<Prompt>({
    kind: 'prompt',
    id: newId(),
    projectId: scene.projectId,
    sceneId: scene.id,
    version: (versionsOf(draft, scene.id).at(-1)?.version ?? 0) + 1,
    parts: input.parts,
    imageText: flattenImagePrompt(input.parts, style),
    clipText: flattenClipPrompt(input.parts, style),
    origin: input.origin,
    model: input.model,
    createdAt: now,
    updatedAt: now,
  });
}

/** Makes a version the scene's current one. Takes that were made from another one become stale by themselves (P6). */
export function usePrompt(draft: Draft, prompt: Prompt): void {
  const scene = draft.get('scene', prompt.sceneId);
  if (scene) draft.put<Scene>({ ...scene, promptId: prompt.id });
}
