import type { PromptParts } from '#contracts/entities/storyboard.ts';
import { cutText } from './cut-text.ts';

/** Most characters (UTF-16 units) of a flattened prompt; the narrowest models cut off soon after that. */
export const PROMPT_LENGTH = 1500;
const STYLE_LENGTH = 500;

/** One text for the image model: what is seen first, the look last. `style` is the project's. */
export function flattenImagePrompt(parts: PromptParts, style: string): string {
  return flatten(
    [joined([parts.subject, parts.action]), parts.setting, parts.camera, parts.light],
    parts,
    style,
  );
}

/** One text for the clip model: motion and camera first, since the start image already shows the rest. */
export function flattenClipPrompt(parts: PromptParts, style: string): string {
  return flatten(
    [parts.motion, parts.camera, joined([parts.subject, parts.action]), parts.setting],
    parts,
    style,
  );
}

function flatten(sentences: readonly string[], parts: PromptParts, style: string): string {
  const look = cutText(lookOf(parts.style, style), STYLE_LENGTH);
  const room = PROMPT_LENGTH - (look === '' ? 0 : look.length + 2);
  const body = sentences.map(plain).filter((sentence) => sentence !== '');
  const text = [cutText(body.join('. '), room), look].filter((part) => part !== '').join('. ');
  // Providers refuse an empty prompt.
  return text === '' ? 'A quiet cinematic shot' : text;
}

/** The scene's and the project's style, each once. */
function lookOf(sceneStyle: string, projectStyle: string): string {
  const scene = plain(sceneStyle);
  const project = plain(projectStyle);
  const contains = (outer: string, inner: string) => outer.toLowerCase().includes(inner.toLowerCase());
  if (contains(scene, project)) return scene;
  if (contains(project, scene)) return project;
  return `${project}, ${scene}`;
}

function joined(parts: readonly string[]): string {
  return parts
    .map(plain)
    .filter((part) => part !== '')
    .join(', ');
}

/** White space collapsed and the full stop at the end left to the joining. */
function plain(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[.,;\s]+$/u, '');
}
