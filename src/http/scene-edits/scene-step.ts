import { z } from '@hono/zod-openapi';
import { Id } from '#contracts/ids.ts';

const text = z.string().max(5000).optional();
const seconds = z.number().nonnegative().max(86_400);
const snap = z.boolean().default(true).meta({
  description: 'Whether cuts go to the nearest mark of song or lyrics within half a second.',
  example: true,
});

const Split = z.strictObject({
  type: z.literal('split'),
  sceneId: Id,
  atSeconds: seconds.meta({
    description: 'Where the second part begins, in seconds from the start of the song.',
  }),
  snap,
});

const Merge = z.strictObject({
  type: z.literal('merge'),
  sceneId: Id.meta({ description: 'The first of the two; it is merged with the next.' }),
  keep: z.enum(['first', 'second']).default('first').meta({
    description: 'Whose id, words and takes stay.',
    example: 'first',
  }),
});

const MoveBoundary = z.strictObject({
  type: z.literal('move-boundary'),
  sceneId: Id.meta({ description: 'The scene that begins at the boundary.' }),
  toSeconds: seconds.meta({ description: 'Seconds from the start of the song.' }),
  snap,
});

const Insert = z.strictObject({
  type: z.literal('insert'),
  beforeId: Id.nullable().default(null).meta({
    description: 'The scene that follows the new one; null for a new last scene.',
  }),
  lengthSeconds: seconds.meta({ description: 'Both neighbours give of their time.' }),
  snap,
  words: z
    .strictObject({ title: text, theme: text, mood: text, lyricExcerpt: text, reasoning: text })
    .default({})
    .meta({ description: 'Without `lyricExcerpt` it is what is sung there.' }),
});

const Delete = z.strictObject({
  type: z.literal('delete'),
  sceneId: Id,
  close: z.enum(['both', 'previous', 'next']).default('both').meta({
    description: 'Which neighbours take the time.',
    example: 'both',
  }),
  snap,
});

const Reorder = z.strictObject({
  type: z.literal('reorder'),
  order: z.array(Id).min(1).max(400).meta({ description: 'The ids of all scenes in their new order.' }),
  keep: z.enum(['times', 'lengths']).default('times').meta({
    description:
      '`times`: the cuts stay, what is shown changes places. `lengths`: every scene keeps its length.',
    example: 'times',
  }),
});

const Lock = z.strictObject({
  type: z.literal('lock'),
  sceneIds: z.array(Id).min(1).max(400),
  locked: z.boolean().meta({ description: 'False unlocks.' }),
});

/** One step of a person at the storyboard, in seconds. */
export const SceneStep = z
  .discriminatedUnion('type', [Split, Merge, MoveBoundary, Insert, Delete, Reorder, Lock])
  .meta({
    id: 'SceneStep',
    example: {
      type: 'split',
      sceneId: '0198c0de-0000-7000-8000-000000000020',
      atSeconds: 3.25,
      snap: true,
    },
  });
