import { z } from '@hono/zod-openapi';
import {
  CAST_APPEARANCE_LENGTH,
  CAST_NAME_LENGTH,
  CastKind,
  Footage,
  MOST_IN_SCENE,
  Prominence,
  SceneCast,
} from '#contracts/entities/index.ts';
import { CAST_ID, CAST_MEMBER } from '#contracts/examples/look.ts';
import { Id } from '#contracts/ids.ts';
import { ProjectPath } from '../route.ts';

/** Most pictures of one member; no model takes more. */
const MOST_REFERENCES = 8;

const fields = {
  kind: CastKind,
  name: z.string().trim().min(1).max(CAST_NAME_LENGTH),
  appearance: z.string().trim().min(1).max(CAST_APPEARANCE_LENGTH).meta({
    description:
      'What it looks like, in plain English. It goes into the prompt of each of its scenes in just these words.',
  }),
  prominence: Prominence.meta({ description: 'Its part in scenes that do not say otherwise.' }),
  references: z
    .array(Id)
    .max(MOST_REFERENCES)
    .refine((ids) => new Set(ids).size === ids.length, 'Name each picture once')
    .meta({
      description:
        'Pictures of it, best first: uploads of kind `reference` or `image`, or finished images of the project. Models that take pictures are given them.',
    }),
};

export const AddCast = z
  .strictObject({
    ...fields,
    prominence: fields.prominence.default('absent'),
    references: fields.references.default([]),
  })
  .meta({
    id: 'AddCastMember',
    example: {
      kind: CAST_MEMBER.kind,
      name: CAST_MEMBER.name,
      appearance: CAST_MEMBER.appearance,
      prominence: 'lead',
      references: [],
    },
  });

export const UpdateCast = z
  .strictObject(fields)
  .partial()
  .refine((changes) => Object.keys(changes).length > 0, 'Say what to change')
  .meta({
    id: 'UpdateCastMember',
    example: { appearance: 'a woman of about thirty with short silver hair and a yellow coat' },
  });

export const PutSceneLook = z
  .strictObject({
    footage: Footage.nullable()
      .optional()
      .meta({ description: '`performance`: the lead person sings; `b-roll`: nobody does; null: not said.' }),
    cast: z
      .array(z.strictObject(SceneCast.shape))
      .max(MOST_IN_SCENE)
      .refine((cast) => new Set(cast.map(({ castId }) => castId)).size === cast.length, 'Name each one once')
      .optional()
      .meta({
        description:
          'Members whose part in this scene is another one than everywhere; `absent` keeps one out. All others keep their own part.',
      }),
  })
  .refine(({ footage, cast }) => footage !== undefined || cast !== undefined, 'Say footage, cast or both')
  .meta({
    id: 'PutSceneLook',
    example: { footage: 'performance', cast: [{ castId: CAST_ID, prominence: 'lead' }] },
  });

export const CastPath = ProjectPath.extend({
  castId: Id.meta({ param: { name: 'castId', in: 'path' }, example: CAST_ID }),
});
