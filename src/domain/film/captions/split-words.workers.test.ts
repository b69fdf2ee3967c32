import { expect, it } from 'vitest';
import { splitWords } from './split-words.ts';

it('divides scripts without spaces by a dictionary in the Workers runtime, too', () => {
  expect(splitWords('今夜は「きっと」行こう。')).toEqual(['今夜は', '「きっと」', '行こう。']);
  expect(splitWords('คืนนี้เป็นของเรา')).toEqual(['คืน', 'นี้', 'เป็น', 'ของ', 'เรา']);
});
