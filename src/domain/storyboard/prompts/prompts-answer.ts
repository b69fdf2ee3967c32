import { z } from 'zod';
import type { PromptParts } from '#contracts/entities/storyboard.ts';
import { optionalText } from './answer-text.ts';
import { strictObject, textField } from './chat-request.ts';

/** Far above the words that are asked for, and less than the flattened prompt has room for. */
const Text = optionalText(600);

const ScenePrompt = z.object({
  sceneIndex: z.coerce.number().int().nonnegative(),
  subject: Text,
  action: Text,
  setting: Text,
  camera: Text,
  light: Text,
  style: Text,
  negative: Text,
  motion: Text,
});

/** Reads the answer to `promptsRequest`; a little more lenient than the schema that was asked for. */
export const PromptsAnswer = z.object({ prompts: z.array(ScenePrompt) });
export type PromptsAnswer = z.infer<typeof PromptsAnswer>;

/** The JSON schema that goes with the request. */
export const PROMPTS_SCHEMA = strictObject({
  prompts: {
    type: 'array',
    items: strictObject({
      sceneIndex: { type: 'integer', description: 'The sceneIndex of the scene that this prompt is for' },
      subject: textField('Who or what is seen, with the traits that must stay the same in every scene'),
      action: textField('What the subject does at the first instant of the scene'),
      setting: textField('Place, time, weather, objects'),
      camera: textField('Shot size, angle, lens'),
      light: textField('Light and colours'),
      style: textField('Medium and look, in keeping with the given style'),
      negative: textField('What must not be seen, comma separated'),
      motion: textField('What moves during the scene, and how the camera moves'),
    }),
  },
});

/**
 * Sorts an answer by scene: the first prompt for each wanted index counts. A prompt that shows nothing is missing.
 */
export function checkPrompts(
  answer: PromptsAnswer,
  wantedIndexes: readonly number[],
): { found: Map<number, PromptParts>; missing: number[] } {
  const wanted = new Set(wantedIndexes);
  const found = new Map<number, PromptParts>();
  for (const { sceneIndex, ...parts } of answer.prompts) {
    const shows = parts.subject !== '' || parts.setting !== '';
    if (wanted.has(sceneIndex) && !found.has(sceneIndex) && shows) found.set(sceneIndex, parts);
  }
  return { found, missing: [...wanted].filter((index) => !found.has(index)) };
}
