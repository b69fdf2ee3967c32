import { cutText } from '../cut-text.ts';
import { visibleText } from '../visible-text.ts';

/** Longest text in a document, in UTF-16 units; no line that is sung is longer. */
const TEXT_LENGTH = 1000;
/** Longest document before marks are escaped: a fraction of what the models read, and what an instruction at its head still governs. */
const DOCUMENT_LENGTH = 150_000;
/** Of a text, so many times what is kept of it is looked at for what people see. */
const HIDDEN_SHARE = 8;
/** How much of each text and list is kept, step by step until the document is short enough. */
const STEPS = [
  { text: 1, items: 2000 },
  { text: 0.4, items: 2000 },
  { text: 0.2, items: 1500 },
  { text: 0.1, items: 1000 },
  { text: 0.05, items: 600 },
] as const;

/**
 * What other people wrote, as the one JSON document that is a user message: nothing stands outside of it, and nothing
 * in it can look like the end of it. Texts are bounded and without hidden characters; marks by which fences, tags and
 * the special tokens of models begin are escaped (RFC 8259, section 7), which a JSON reader takes back.
 *
 * @param longestText most UTF-16 units of one text
 */
export function dataDocument(value: unknown, longestText = TEXT_LENGTH): string {
  const kept = STEPS.map(({ text, items }) => ({ most: Math.round(longestText * text), items }));
  // Measured by rough cuts, which are quick and never shorter than fine ones.
  const fits = kept.find(({ most, items }) => {
    const rough = bounded(value, (text) => text.slice(0, most), items);
    return JSON.stringify(rough).length <= DOCUMENT_LENGTH;
  });
  const { most, items } = fits ?? { most: 50, items: 600 };
  const fine = (text: string) => cutText(visibleText(text.slice(0, most * HIDDEN_SHARE)), most);
  return JSON.stringify(bounded(value, fine, items)).replace(/[`<>\u2028\u2029]/gu, escaped);
}

function bounded(value: unknown, cut: (text: string) => string, items: number): unknown {
  if (typeof value === 'string') return cut(value);
  if (Array.isArray(value)) return value.slice(0, items).map((item) => bounded(item, cut, items));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, bounded(inner, cut, items)]));
}

function escaped(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
