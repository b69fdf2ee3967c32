const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WORDS = new Intl.Segmenter('en', { granularity: 'word' });

/** A text in the pieces that readers see as one character (Unicode UAX 29), or as one word. */
export function segments(text: string, granularity: 'grapheme' | 'word'): string[] {
  const segmenter = granularity === 'word' ? WORDS : GRAPHEMES;
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
