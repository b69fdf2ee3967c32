import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CastMember, Prominence } from '#contracts/entities/index.ts';
import { findImageModel } from '#domain/models/index.ts';
import { flattenClipPrompt, flattenImagePrompt, PROMPT_LENGTH } from '#domain/storyboard/flatten-prompt.ts';
import { castWords } from './cast-words.ts';
import { type Look, negativeWords, plainLook } from './look.ts';
import { referenceNote, referencesFor } from './references.ts';
import { castInScene, type InScene } from './scene-cast.ts';
import { withoutMoves, withoutStills } from './shot-words.ts';
import { findStylePack, isNewest, packRef, stylePacks } from './style-packs/index.ts';

/** A version that was published never changes: write new words as another version, and its hash here. */
const PUBLISHED: Readonly<Record<string, string>> = {
  'attic-reel@1': 'fabc2a3f6fc3',
  'chrome-orbit@1': '90256bedc8ff',
  'cold-concrete@1': 'bec943bdbc6d',
  'dust-highway@1': '1fa005724d17',
  'late-sun@1': 'ca9cc4b513e8',
  'neon-rain@1': 'e2dfb2f4ebc2',
  'oil-and-candle@1': '585a400f20db',
  'pale-dream@1': '2396bcdd5073',
  'paper-theatre@1': '054689105884',
  'silver-print@1': '7e32e6e84f3d',
  'stage-storm@1': 'c4df7ab3959b',
  'wet-ink@1': '3fc9edf8ac48',
};

const hash = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);

const id = (n: number) => `0198c0de-0000-7000-8000-${String(n).padStart(12, '0')}`;

function member(n: number, more: Partial<CastMember> = {}): CastMember {
  const times = { createdAt: 1, updatedAt: 1 };
  return {
    kind: 'cast',
    id: id(n),
    projectId: id(0),
    castKind: 'person',
    name: `M${n}`,
    appearance: `face ${n}`,
    prominence: 'absent',
    references: [],
    ...times,
    ...more,
  };
}

const inScene = (one: CastMember, prominence: 'lead' | 'support' | 'background'): InScene<CastMember> => ({
  member: one,
  prominence,
});

const PARTS = {
  subject: 'Mara at a window',
  action: 'looks up',
  setting: 'a night train',
  camera: 'close-up, 85 mm lens, slow dolly in',
  light: 'blue hour',
  style: 'cinematic film still, grainy',
  negative: 'text',
  motion: 'the landscape slides past, slow push in',
};

describe('the library of looks', () => {
  it('has many, each distinct, whole and named once per version', () => {
    const packs = stylePacks();
    expect(packs.length).toBeGreaterThanOrEqual(8);
    expect(new Set(packs.map(packRef)).size).toBe(packs.length);
    for (const part of ['look', 'palette', 'lens', 'light', 'filmStock', 'negative'] as const)
      expect(new Set(packs.map(({ parts }) => parts[part])).size).toBe(packs.length);
    for (const { id, parts, title, description } of packs) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      for (const words of [title, description, ...Object.values(parts)]) expect(words.trim()).not.toBe('');
      const inClips = [parts.look, parts.palette, parts.light].join(', ');
      expect(withoutStills(inClips)).toBe(inClips);
    }
  });

  it('never changes a version that projects may have chosen', () => {
    const now = Object.fromEntries(stylePacks().map((pack) => [packRef(pack), hash(pack.parts)]));
    expect(now).toEqual(PUBLISHED);
  });

  it('finds a version, and the newest where none is named', () => {
    expect(findStylePack('late-sun@1')?.id).toBe('late-sun');
    const newest = findStylePack('late-sun');
    expect(newest && isNewest(newest)).toBe(true);
    for (const unknown of ['late-sun@99', 'late-sun@', 'nothing', '', null])
      expect(findStylePack(unknown)).toBeUndefined();
  });
});

describe('who is in a scene', () => {
  it.each<[string, Prominence, Prominence | null, Prominence | null]>([
    ['by its own part', 'lead', null, 'lead'],
    ['as the scene says', 'lead', 'background', 'background'],
    ['not, where the scene says so', 'support', 'absent', null],
    ['not, without a part', 'absent', null, null],
    ['although it is elsewhere by default', 'absent', 'support', 'support'],
  ])('%s', (_, own, said, expected) => {
    const cast = said === null ? [] : [{ castId: id(1), prominence: said }];
    const [seen] = castInScene(cast, [member(1, { prominence: own })]);
    expect(seen?.prominence ?? null).toBe(expected);
  });

  it('is told most prominent first, then the elder, whatever the order', () => {
    const parts: Prominence[] = ['background', 'lead', 'support', 'lead'];
    const members = parts.map((prominence, n) => member(n, { prominence }));
    fc.assert(
      fc.property(fc.shuffledSubarray(members, { minLength: 4 }), (shuffled) => {
        expect(castInScene([], shuffled).map(({ member: { name } }) => name)).toEqual([
          'M1',
          'M3',
          'M2',
          'M0',
        ]);
      }),
    );
  });
});

describe('pictures of the cast', () => {
  const a = inScene(member(1, { references: [id(11), id(12)] }), 'lead');
  const b = inScene(member(2, { references: [id(21)] }), 'support');
  const model = (slug: string) => findImageModel(`black-forest-labs/${slug}`);

  it.each([
    ['flux-schnell', []],
    ['flux-dev', []],
    ['flux-kontext-pro', [11]],
    ['flux-2-pro', [11, 21, 12]],
  ])('%s is given %j', (slug, expected) => {
    expect(referencesFor(model(slug), [a, b]).map((reference) => reference.id)).toEqual(expected.map(id));
  });

  it('are at most what the model takes, each once', () => {
    const many = Array.from({ length: 12 }, (_, n) =>
      inScene(member(n, { references: [id(n), id(99)] }), 'lead'),
    );
    const ids = referencesFor(model('flux-2-pro'), many).map((reference) => reference.id);
    expect(ids).toHaveLength(8);
    expect(new Set(ids).size).toBe(8);
  });

  it('are told apart by name, as far as it is known', () => {
    const named = referenceNote([
      { id: id(1), name: 'Mara' },
      { id: id(2), name: '' },
      { id: id(3), name: 'The car' },
    ]);
    expect(named).toBe('Reference image 1 shows Mara. Reference image 3 shows The car.');
  });
});

describe('prompts with a look', () => {
  const mara = member(1, { name: 'Mara', appearance: 'a woman with short silver hair.' });
  const car = member(2, { name: 'The car', castKind: 'thing', appearance: 'a rusty blue estate car' });
  const look = (more: Partial<Look>): Look => ({ ...plainLook('warm'), ...more });

  it('carry the pack and the cast in the same words, image and clip', () => {
    const cast = [inScene(mara, 'lead'), inScene(car, 'background')];
    const full = look({ pack: findStylePack('late-sun@1'), cast });
    const words =
      'Mara: a woman with short silver hair. in the background, The car: a rusty blue estate car. a tender drama';
    for (const text of [flattenImagePrompt(PARTS, full), flattenClipPrompt(PARTS, full)])
      expect(text).toContain(words);
    expect(flattenImagePrompt(PARTS, full)).toContain('warm colour negative with fine grain, warm');
    expect(flattenClipPrompt(PARTS, full)).not.toContain('colour negative');
  });

  it('keep movement out of stills and stills out of clips', () => {
    const [image, clip] = [flattenImagePrompt(PARTS, look({})), flattenClipPrompt(PARTS, look({}))];
    expect(image).toContain('close-up, 85 mm lens. blue hour');
    expect(image).not.toMatch(/dolly|push in|slides past/);
    expect(clip).toMatch(/^the landscape slides past, slow push in\. close-up, 85 mm lens, slow dolly in\./);
    expect(clip).not.toMatch(/film still/);
    expect(clip).toMatch(/grainy$/);
  });

  it.each([
    ['performance', mara, 'lead', /Mara sings, lips moving with the words/, /Mara is singing/],
    ['performance', mara, 'support', null, null],
    ['performance', car, 'lead', null, null],
    ['b-roll', mara, 'lead', null, null],
    [null, mara, 'lead', null, null],
  ] as const)('of %s with %o as %s: who sings', (footage, one, part, inClip, inImage) => {
    const sung = look({ footage, cast: [inScene(one, part)] });
    const [clip, image] = [flattenClipPrompt(PARTS, sung), flattenImagePrompt(PARTS, sung)];
    if (inClip === null) expect(clip + image).not.toMatch(/sing|lips/);
    else {
      expect(clip).toMatch(inClip);
      expect(image).toMatch(inImage);
      expect(image).not.toContain('lips');
    }
  });

  it('hold each member whole or not at all, and never grow too long', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
    const part = fc.constantFrom('lead', 'support', 'background');
    const members = fc.array(fc.tuple(text, text, part), { maxLength: 8 });
    fc.assert(
      fc.property(members, text, fc.nat(600), (some, style, room) => {
        const cast = some.map(([name, appearance, prominence], n) =>
          inScene(member(n, { name, appearance }), prominence),
        );
        const full = look({ style, cast, footage: 'performance', pack: findStylePack('neon-rain') });
        expect(castWords(full, room).length).toBeLessThanOrEqual(room);
        const alone = cast.map((one) => castWords(look({ cast: [one] }), 10_000));
        const wholes = alone.map((_, count) => alone.slice(0, count).join('. '));
        expect([...wholes, alone.join('. ')]).toContain(castWords(full, room));
        for (const prompt of [flattenImagePrompt(PARTS, full), flattenClipPrompt(PARTS, full)]) {
          expect(prompt.length).toBeLessThanOrEqual(PROMPT_LENGTH);
          expect(prompt.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it('say once what must not be seen', () => {
    const pack = findStylePack('late-sun@1');
    expect(negativeWords('text, Neon', pack)).toBe('text, neon, cold light, harsh flash');
    expect(negativeWords('text , logo', undefined)).toBe('text , logo');
  });
});

describe('words of one kind of prompt', () => {
  it.each([
    ['wide shot, slow pan to the right, 24 mm', 'wide shot, 24 mm'],
    ['handheld tracking shot', ''],
    ['pancake lens, eye level', 'pancake lens, eye level'],
    ['camera follows her; low angle', 'low angle'],
  ])('of movement: %s', (text, expected) => {
    expect(withoutMoves(text)).toBe(expected);
  });

  it.each([
    ['cinematic film still, muted', 'muted'],
    ['35 mm photograph', ''],
    ['photorealistic, standing still', 'photorealistic, standing still'],
    ['DSLR photo, warm', 'warm'],
  ])('of stills: %s', (text, expected) => {
    expect(withoutStills(text)).toBe(expected);
  });
});
