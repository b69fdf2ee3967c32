import type { PromptParts } from '#contracts/entities/storyboard.ts';
import { cutText } from './cut-text.ts';

/** What a prompt can be written from. */
export interface SceneForPrompt {
  readonly title: string;
  readonly theme: string;
  readonly mood: string;
  readonly lyricExcerpt: string;
  /** Position in the film; neighbours then get different shots. */
  readonly sceneIndex?: number | undefined;
}

// Shots, light and moves follow one another so that neighbouring scenes differ; the counts share no divisor.
const SHOTS = [
  'wide establishing shot, 24 mm lens, eye level',
  'medium shot, 50 mm lens, slightly low angle',
  'close-up, 85 mm lens, shallow depth of field',
  'over-the-shoulder shot, 35 mm lens',
  'high angle shot, 35 mm lens',
] as const;
const LIGHTS = [
  'soft window light, muted colours',
  'low golden sun, long shadows',
  'blue hour with warm practical lamps',
] as const;
const MOVES = ['slow dolly in', 'slow pan to the right', 'gentle handheld drift', 'slow dolly out'] as const;

const UNWANTED = 'text, captions, watermark, logo, deformed hands, extra limbs, blurry';
const SUBJECT_LENGTH = 300;

/** Writes a prompt without a model, from what the scene says about itself. The same scene gives the same prompt. */
export function planPrompt(scene: SceneForPrompt, style: string): PromptParts {
  const turn = scene.sceneIndex ?? sumOfCharacters(scene.title + scene.theme);
  const theme = scene.theme.trim();
  const subject = theme === '' ? scene.title.trim() : theme;
  return {
    subject: cutText(subject === '' ? 'An empty place that waits for someone' : subject, SUBJECT_LENGTH),
    action: 'a single, clearly readable moment',
    setting:
      scene.mood.trim() === '' ? 'a place that fits the song' : `a place that feels ${scene.mood.trim()}`,
    camera: pick(SHOTS, turn),
    light: pick(LIGHTS, turn),
    style: style.trim(),
    negative: UNWANTED,
    motion: `${pick(MOVES, turn)}, small natural movements in the scene`,
  };
}

function pick(choices: readonly string[], turn: number): string {
  return choices[turn % choices.length] ?? '';
}

function sumOfCharacters(text: string): number {
  let sum = 0;
  for (const character of text) sum += character.codePointAt(0) ?? 0;
  return sum;
}
