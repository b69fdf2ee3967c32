import { expect, it } from 'vitest';
import { languageTag } from './language-tag.ts';

it.each([
  ['english', 'en'],
  ['Hebrew', 'he'],
  ['japanese', 'ja'],
  ['chinese', 'zh'],
  ['norwegian', 'no'],
  ['haitian creole', 'ht'],
  ['myanmar', 'my'],
  ['tagalog', 'tl'],
  ['pt-BR', 'pt-BR'],
  ['zh_hant', 'zh-Hant'],
  ['yue', 'yue'],
  ['klingonese', null],
  ['', null],
  [null, null],
])('the language %s has the tag %s', (name, tag) => {
  expect(languageTag(name)).toBe(tag);
});
