import { z } from 'zod';
import { Id } from '#contracts/ids.ts';

/** The query of a callback URL: whose report this is. */
export const CallbackQuery = z.object({ project: Id, task: Id, attempt: z.coerce.number().int().positive() });

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is as wrong as the wrong JSON; the schema behind this says so.
    return undefined;
  }
}
