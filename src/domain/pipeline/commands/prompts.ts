import type { Prompt, PromptParts, Scene } from '#contracts/entities/index.ts';
import type { Draft } from '../draft.ts';
import { addPrompt, usePrompt } from '../prompts.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** A person's word on a prompt: some of its parts, plain text in the place of what is seen, or an older version. */
export type PromptEdit =
  | { readonly parts: { readonly [K in keyof PromptParts]?: PromptParts[K] | undefined } }
  | { readonly text: string }
  | { readonly promptId: string };

const EMPTY: PromptParts = {
  subject: '',
  action: '',
  setting: '',
  camera: '',
  light: '',
  style: '',
  negative: '',
  motion: '',
};

/**
 * Writes a new version of a scene's prompt and makes it current, or makes an older one current again. Nothing is made
 * anew by it: takes that no longer fit are stale. A version that says what the person's current one says is none.
 */
export function putPrompt(draft: Draft, input: { sceneId: string; edit: PromptEdit }): Prompt | Refusal {
  const scene = draft.get('scene', input.sceneId);
  if (!scene) return refuse('scene-not-found', 'This project has no such scene.', [input.sceneId]);
  if ('promptId' in input.edit) return useVersion(draft, scene, input.edit.promptId);
  const current = draft.get('prompt', scene.promptId);
  const parts = edited(current?.parts ?? EMPTY, input.edit);
  if (current?.origin === 'user' && isSame(current.parts, parts)) return current;
  const prompt = addPrompt(draft, scene, { parts, origin: 'user', model: null, systemPrompt: null });
  return usePrompt(draft, prompt);
}

function useVersion(draft: Draft, scene: Scene, promptId: string): Prompt | Refusal {
  const prompt = draft.get('prompt', promptId);
  if (prompt?.sceneId !== scene.id)
    return refuse('prompt-not-found', 'This scene has no such version of its prompt.', [scene.id]);
  return usePrompt(draft, prompt);
}

/** Plain text says all that is seen; how it moves, and what must not be seen, stays. */
function edited(parts: PromptParts, edit: Exclude<PromptEdit, { promptId: string }>): PromptParts {
  if ('text' in edit) return { ...EMPTY, subject: edit.text, negative: parts.negative, motion: parts.motion };
  const given = Object.entries(edit.parts).filter(([, value]) => value !== undefined);
  return { ...parts, ...Object.fromEntries(given) };
}

function isSame(one: PromptParts, other: PromptParts): boolean {
  return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
}
