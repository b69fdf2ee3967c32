import { expect, it } from 'vitest';
import { missingFonts } from './ensure-fonts.ts';

it('counts all fonts as missing where nothing can list them', () => {
  expect(missingFonts('fc-list-that-is-not-there')).toContain('Noto Sans CJK JP');
});
