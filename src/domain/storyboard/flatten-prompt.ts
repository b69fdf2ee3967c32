import type { PromptParts } from '#contracts/entities/storyboard.ts';
import { castWords, plain, singingWords } from '#domain/look/cast-words.ts';
import { type Look, packWords } from '#domain/look/look.ts';
import { withoutMoves, withoutStills } from '#domain/look/shot-words.ts';
import { cutText } from './cut-text.ts';

/** Most characters (UTF-16 units) of a flattened prompt; the narrowest models cut off soon after that. */
export const PROMPT_LENGTH = 1500;
const STYLE_LENGTH = 500;
const CAST_LENGTH = 600;

/** One text for the image model: what is seen first, then who it is, the look last. Nothing in it moves. */
export function flattenImagePrompt(parts: PromptParts, look: Look): string {
  return flatten(
    [
      joined([parts.subject, parts.action]),
      singingWords(look, false),
      parts.setting,
      withoutMoves(parts.camera),
      parts.light,
    ],
    look,
    [packWords(look.pack), stylesOf(parts.style, look.style)],
  );
}

/**
 * One text for the clip model: motion and camera first, since the start image already shows the rest. It asks for no
 * standing picture.
 */
export function flattenClipPrompt(parts: PromptParts, look: Look): string {
  const { pack } = look;
  return flatten(
    [
      parts.motion,
      singingWords(look, true),
      withoutStills(parts.camera),
      joined([parts.subject, parts.action]),
      parts.setting,
    ],
    look,
    [
      ...(pack ? [pack.parts.look, pack.parts.palette, pack.parts.light] : []),
      stylesOf(withoutStills(parts.style), withoutStills(look.style)),
    ],
  );
}

function flatten(sentences: readonly string[], look: Look, styles: readonly string[]): string {
  const style = cutText(joined(styles), STYLE_LENGTH);
  const cast = castWords(look, CAST_LENGTH);
  const ends = [cast, style].filter((part) => part !== '');
  const room = PROMPT_LENGTH - ends.reduce((sum, part) => sum + part.length + 2, 0);
  const body = sentences.map(plain).filter((sentence) => sentence !== '');
  const text = [cutText(body.join('. '), room), ...ends].filter((part) => part !== '').join('. ');
  // Providers refuse an empty prompt.
  return text === '' ? 'A quiet cinematic shot' : text;
}

/** The scene's and the project's style, each once. */
function stylesOf(sceneStyle: string, projectStyle: string): string {
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
