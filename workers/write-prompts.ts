import { z } from 'zod';
import type { PromptParts } from '#contracts/entities/index.ts';
import type { Outcome, TaskInput } from '#domain/pipeline/task-io.ts';
import { planPrompt } from '#domain/storyboard/plan-prompt.ts';
import { checkPrompts, PromptsAnswer } from '#domain/storyboard/prompts/prompts-answer.ts';
import { ask, type Reading } from './chat.ts';
import type { Deps } from './deps.ts';

type Input = Extract<TaskInput, { work: 'write-prompts' }>;

/** Has a language model write the prompts of a few scenes. What it leaves out is planned without it. */
export async function writePrompts(input: Input, isLast: boolean, { services }: Deps): Promise<Outcome> {
  const { scenes, style } = input;
  const wanted = scenes.map((scene) => scene.sceneIndex);
  let partial = new Map<number, PromptParts>();
  const read = (answer: unknown): Reading<Map<number, PromptParts>> => {
    const parsed = PromptsAnswer.safeParse(answer);
    if (!parsed.success) return { complaint: z.prettifyError(parsed.error) };
    const { found, missing } = checkPrompts(parsed.data, wanted);
    partial = new Map([...partial, ...found]);
    if (missing.length === 0) return { value: partial };
    return { complaint: `There is no prompt for sceneIndex ${missing.join(', ')}.` };
  };
  const { value, model, costUsd, note } = await ask(services.chat, input.request, isLast, read);
  const found = value ?? partial;
  const prompts = scenes.map((scene) => {
    const parts = found.get(scene.sceneIndex);
    return parts
      ? { sceneId: scene.sceneId, parts, origin: 'model' as const }
      : { sceneId: scene.sceneId, parts: planPrompt(scene, style), origin: 'planner' as const };
  });
  const { promptVersion } = input.request;
  return { type: 'done', result: { work: 'write-prompts', prompts, model, promptVersion, costUsd, note } };
}
