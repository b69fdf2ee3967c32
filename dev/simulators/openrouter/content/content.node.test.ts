import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { chatRequestSchema } from '../request.ts';
import { composeContent } from './answer.ts';
import { conform } from './schema-value.ts';

const scenesSchema = z.strictObject({
  scenes: z.array(
    z.strictObject({
      title: z.string().min(1),
      theme: z.string().min(1),
      mood: z.string(),
      startSeconds: z.number().min(0),
      endSeconds: z.number(),
      lyricExcerpt: z.string(),
      reasoning: z.string(),
    }),
  ),
});
const promptsSchema = z.strictObject({
  prompts: z.array(
    z.strictObject({
      sceneIndex: z.int(),
      subject: z.string(),
      action: z.string(),
      setting: z.string(),
      camera: z.string(),
      light: z.string(),
      style: z.string(),
      negative: z.string(),
      motion: z.string(),
    }),
  ),
});

function request(task: string, document: unknown, schema: z.ZodType): z.infer<typeof chatRequestSchema> {
  return chatRequestSchema.parse({
    messages: [
      { role: 'system', content: `You cut songs into scenes.\ntask: ${task}\nAnswer in JSON.` },
      { role: 'user', content: `Here {it} is:\n${JSON.stringify(document)}\nThank you.` },
    ],
    response_format: {
      type: 'json_schema',
      json_schema: { name: 'answer', strict: true, schema: z.toJSONSchema(schema) },
    },
  });
}

const lyrics = Array.from({ length: 12 }, (_unused, index) => ({
  text: `line ${index} of {the} "song"`,
  startSeconds: 5 + index * 4.5,
  endSeconds: 8 + index * 4.5,
}));

test('scene analysis gives as many scenes as asked for, nearly tiling the song', () => {
  const asked = request(
    'analyze-scenes',
    { song: { durationSeconds: 64 }, lyrics, constraints: { sceneCount: 9 } },
    scenesSchema,
  );
  const { scenes } = scenesSchema.parse(JSON.parse(composeContent(asked, true, undefined, 's')));
  expect(scenes).toHaveLength(9);
  expect([scenes[0]?.startSeconds, scenes.at(-1)?.endSeconds]).toEqual([0, 64]);
  for (const [index, scene] of scenes.entries()) {
    expect(scene.endSeconds).toBeGreaterThan(scene.startSeconds);
    const next = scenes[index + 1];
    if (next !== undefined) expect(Math.abs(next.startSeconds - scene.endSeconds)).toBeLessThan(0.35);
  }
  expect(
    scenes
      .map(({ lyricExcerpt }) => lyricExcerpt)
      .join(' / ')
      .match(/line \d+/g),
  ).toHaveLength(12);
});

test('prompts come one for each scene, in one style and otherwise unlike', () => {
  const scenes = [
    { index: 3, lyricExcerpt: 'waves' },
    { index: 4, lyricExcerpt: '' },
    { index: 7, lyricExcerpt: 'city' },
  ];
  const { prompts } = promptsSchema.parse(
    JSON.parse(composeContent(request('generate-prompts', { scenes }, promptsSchema), true, undefined, 's')),
  );
  expect(prompts.map(({ sceneIndex }) => sceneIndex)).toEqual([3, 4, 7]);
  expect(new Set(prompts.map(({ style }) => style)).size).toBe(1);
  for (const part of ['subject', 'action', 'camera', 'light', 'motion'] as const) {
    expect(new Set(prompts.map((prompt) => prompt[part])).size).toBe(3);
  }
});

test.each(['negative-times', 'missing-field', 'wrong-type'] as const)('%s breaks the schema', (variant) => {
  const strict = scenesSchema.shape.scenes;
  const asked = request(
    'analyze-scenes',
    { song: { durationSeconds: 20 }, constraints: { sceneCount: 4 } },
    scenesSchema,
  );
  const value = z
    .object({ scenes: z.unknown() })
    .parse(JSON.parse(composeContent(asked, true, { type: 'schema-violation', variant }, 's')));
  expect(strict.safeParse(value.scenes).success).toBe(false);
});

test('fences, broken JSON and emptiness on request, and a fence without structured outputs', () => {
  const asked = request('analyze-scenes', { song: { durationSeconds: 20 } }, scenesSchema);
  expect(composeContent(asked, true, { type: 'fenced-json' }, 's')).toContain('```json\n{');
  expect(composeContent(asked, false, undefined, 's')).toContain('```json\n{');
  expect(() => JSON.parse(composeContent(asked, true, { type: 'invalid-json' }, 's'))).toThrow();
  expect(composeContent(asked, true, { type: 'empty-content' }, 's')).toBe('');
});

const shape = z.strictObject({
  name: z.string().min(3).max(12),
  size: z.enum(['s', 'm', 'l']),
  count: z.int().min(2).max(5),
  ratio: z.number().gt(0).lt(1),
  tags: z.array(z.string()).min(1).max(3),
  nested: z.strictObject({ on: z.boolean(), kind: z.literal('fixed') }),
  either: z.union([z.number(), z.strictObject({ x: z.number() })]),
  nothing: z.string().nullable(),
});

test('whatever the candidate, the value validates; a valid candidate is kept', () => {
  const schema = z.toJSONSchema(shape);
  const asRecord = z.record(z.string(), z.unknown()).parse(schema);
  const wild = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        name: fc.string(),
        count: fc.double(),
        ratio: fc.double(),
        tags: fc.array(fc.string()),
        either: fc.jsonValue(),
        size: fc.string(),
        nothing: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(wild, fc.string(), (candidate, seed) => {
      expect(shape.safeParse(conform(asRecord, candidate, seed)).error?.issues).toBeUndefined();
    }),
    { numRuns: 300 },
  );
  const valid = {
    name: 'abc',
    size: 'm',
    count: 3,
    ratio: 0.5,
    tags: ['t'],
    nested: { on: true, kind: 'fixed' },
    either: { x: 1 },
    nothing: null,
  };
  expect(conform(asRecord, valid, 's')).toEqual(valid);
});
