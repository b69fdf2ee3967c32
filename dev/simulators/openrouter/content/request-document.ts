import { z } from 'zod';
import { parseJson } from '../../http.ts';

/** One line of lyrics as a request names it. */
export interface LyricLine {
  readonly text: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

const loose = z.record(z.string(), z.unknown());

/** The first balanced `{…}` in a text that parses as a JSON object; text around it is tolerated. */
export function findDocument(text: string): Record<string, unknown> | undefined {
  for (let start = text.indexOf('{'); start !== -1; start = text.indexOf('{', start + 1)) {
    const end = closingBrace(text, start);
    const parsed = end === undefined ? undefined : loose.safeParse(parseJson(text.slice(start, end + 1)));
    if (parsed?.success === true) return parsed.data;
  }
  return undefined;
}

function closingBrace(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}

const lineSchema = z
  .looseObject({ text: z.string(), startSeconds: z.number(), endSeconds: z.number() })
  .transform(({ text, startSeconds, endSeconds }) => ({ text, startSeconds, endSeconds }));

/** The timed lines of `lyrics`; entries without times are left out. */
export function lyricLines(document: Readonly<Record<string, unknown>>): readonly LyricLine[] {
  const lines = Array.isArray(document.lyrics) ? document.lyrics : [];
  return lines.flatMap((line) => {
    const parsed = lineSchema.safeParse(line);
    return parsed.success && parsed.data.endSeconds > parsed.data.startSeconds ? [parsed.data] : [];
  });
}

/** A number at a path such as `['constraints', 'sceneCount']`. */
export function numberAt(
  document: Readonly<Record<string, unknown>>,
  ...path: readonly string[]
): number | undefined {
  const value = path.reduce<unknown>((node, key) => {
    const parsed = loose.safeParse(node);
    return parsed.success ? parsed.data[key] : undefined;
  }, document);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The objects of `scenes`. */
export function sceneEntries(
  document: Readonly<Record<string, unknown>>,
): readonly Record<string, unknown>[] {
  const scenes = Array.isArray(document.scenes) ? document.scenes : [];
  return scenes.flatMap((scene) => {
    const parsed = loose.safeParse(scene);
    return parsed.success ? [parsed.data] : [];
  });
}
