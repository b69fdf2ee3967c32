import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLook } from '#domain/look/look.ts';
import { cutText } from './cut-text.ts';
import { flattenClipPrompt, flattenImagePrompt, PROMPT_LENGTH } from './flatten-prompt.ts';
import { planPrompt } from './plan-prompt.ts';

const PARTS = {
  subject: 'an old ferryman in a yellow coat',
  action: 'coiling a rope.',
  setting: 'a pier at low tide',
  camera: 'wide shot',
  light: 'blue hour',
  style: 'grainy film',
  negative: 'text',
  motion: 'slow dolly in',
};

describe('flattened prompts', () => {
  it('tell the image model what is seen, with the look last', () => {
    expect(flattenImagePrompt(PARTS, plainLook('35 mm, warm'))).toBe(
      'an old ferryman in a yellow coat, coiling a rope. a pier at low tide. wide shot. blue hour. 35 mm, warm, grainy film',
    );
  });

  it('tell the clip model motion and camera first', () => {
    expect(flattenClipPrompt(PARTS, plainLook('Grainy film'))).toMatch(
      /^slow dolly in\. wide shot\. an old ferryman/,
    );
  });

  it('say a style once that scene and project share', () => {
    expect(flattenImagePrompt(PARTS, plainLook('Grainy film'))).toMatch(/blue hour\. grainy film$/);
    expect(flattenImagePrompt(PARTS, plainLook(''))).toMatch(/blue hour\. grainy film$/);
    expect(flattenImagePrompt({ ...PARTS, style: '' }, plainLook('ink'))).toMatch(/blue hour\. ink$/);
  });

  it('keep the style when the rest is too long', () => {
    const long = flattenImagePrompt({ ...PARTS, setting: 'word '.repeat(1000) }, plainLook('ink wash'));
    expect(long.length).toBeLessThanOrEqual(PROMPT_LENGTH);
    expect(long.endsWith('. ink wash, grainy film')).toBe(true);
  });

  it('are never empty, too long or cut within a character', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 900 });
    const parts = fc.record({
      subject: text,
      action: text,
      setting: text,
      camera: text,
      light: text,
      style: text,
      negative: text,
      motion: text,
    });
    fc.assert(
      fc.property(parts, text, (some, style) => {
        for (const prompt of [
          flattenImagePrompt(some, plainLook(style)),
          flattenClipPrompt(some, plainLook(style)),
        ]) {
          expect(prompt).not.toBe('');
          expect(prompt.length).toBeLessThanOrEqual(PROMPT_LENGTH);
          expect(prompt.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('cutting text', () => {
  it.each([
    ['short', 10, 'short'],
    ['one two three', 9, 'one two'],
    ['one two three', 7, 'one two'],
    ['abcdefghij', 4, 'abcd'],
    ['ab👩‍👩‍👧', 5, 'ab'],
    ['e\u0301e\u0301e\u0301', 3, 'e\u0301'],
  ])('%j to %s', (text, length, expected) => {
    expect(cutText(text, length)).toBe(expected);
  });
});

describe('prompts without a model', () => {
  const scene = { title: 'Pier', theme: 'Waiting for the boat', mood: 'calm', lyricExcerpt: 'low tide' };

  it('are the same for the same scene and differ between neighbours', () => {
    expect(planPrompt(scene, 'ink')).toEqual(planPrompt(scene, 'ink'));
    const shots = [0, 1, 2].map((sceneIndex) => planPrompt({ ...scene, sceneIndex }, 'ink').camera);
    expect(new Set(shots).size).toBe(3);
  });

  it('fill every part, also for a scene that says nothing', () => {
    const parts = planPrompt({ title: '', theme: '', mood: '', lyricExcerpt: '' }, 'ink');
    for (const part of Object.values(parts)) expect(part).not.toBe('');
    expect(planPrompt(scene, 'ink')).toMatchObject({ subject: 'Waiting for the boat', style: 'ink' });
  });
});
