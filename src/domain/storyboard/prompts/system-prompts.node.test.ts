import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { promptRef } from './system-prompt.ts';
import { SYSTEM_PROMPTS } from './system-prompts.ts';

/**
 * What each version says, as a hash. Where a text changes, its version rises and a line is added here; lines of older
 * versions stay, so that no number is used twice.
 */
const PUBLISHED: Readonly<Record<string, string>> = {
  'analyze-scenes/1': '2c732f3752ca9a3a',
  'analyze-scenes/2': 'ed5a13241a547eae',
  'analyze-scenes/3': '898a79f9740e1c6b',
  'generate-prompts/1': 'da76dcfa3de81247',
  'generate-prompts/2': 'f5bcb2e9233c2924',
  'repair-answer/1': '5e69b28fc42bf9c0',
};

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

describe('instructions to language models', () => {
  it.each(SYSTEM_PROMPTS.map((prompt) => [promptRef(prompt), prompt.text] as const))(
    '%s says what its version said when it was published',
    (ref, text) => {
      const advice = `Raise the version and add: '${ref.replace(/\d+$/, 'N')}': '${hash(text)}',`;
      expect(PUBLISHED[ref], advice).toBe(hash(text));
    },
  );

  it('have one version at a time', () => {
    expect(new Set(SYSTEM_PROMPTS.map(({ name }) => name)).size).toBe(SYSTEM_PROMPTS.length);
  });

  it('are in this folder and nowhere else', () => {
    const root = join(import.meta.dirname, '../../../..');
    const elsewhere = ['src', 'workers'].flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
        .filter((path) => !path.startsWith('domain/storyboard/prompts/'))
        .filter((path) => /role: 'system',/.test(readFileSync(join(root, room, path), 'utf8'))),
    );
    expect(elsewhere).toEqual([]);
  });
});
