import { z } from 'zod';
import { cutText } from '../cut-text.ts';
import { visibleText } from '../visible-text.ts';

/**
 * A text in a model's answer as far as it is used: of at most so many UTF-16 units, in one line, without hidden
 * characters and without addresses, for which no prompt has a use.
 */
export function answerText(maxLength: number) {
  return z.string().transform((text) => usable(text, maxLength));
}

/** The same, where what was left out or null counts as empty. */
export function optionalText(maxLength: number) {
  return z
    .string()
    .nullish()
    .transform((text) => usable(text ?? '', maxLength));
}

function usable(text: string, maxLength: number): string {
  const plain = visibleText(text).replace(/\b(?:https?|ftp|data|javascript):\S+/giu, '');
  return cutText(plain.replace(/\s+/gu, ' ').trim(), maxLength);
}
