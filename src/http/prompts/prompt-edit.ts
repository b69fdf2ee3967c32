import { z } from '@hono/zod-openapi';
import { PromptParts } from '#contracts/entities/index.ts';
import { Id } from '#contracts/ids.ts';
import type { PromptEdit as Edit } from '#domain/pipeline/commands/prompts.ts';

/** Longest part of a prompt, and longest plain text, in characters; the models read the first 1500 of the whole. */
const PART_LENGTH = 1000;
const TEXT_LENGTH = 4000;

const names = Object.keys(PromptParts.shape);
const Parts = z
  .strictObject(PromptParts.shape)
  .partial()
  .refine((parts) => Object.values(parts).some((part) => part !== undefined), 'Give at least one part')
  .refine(
    (parts) => Object.values(parts).every((part) => (part ?? '').length <= PART_LENGTH),
    `A part takes at most ${PART_LENGTH} characters`,
  )
  .meta({ description: `The parts to change, of ${names.join(', ')}; the others stay as they are.` });

/** A person's word on a scene's prompt. */
export const PromptEdit = z
  .strictObject({
    parts: Parts.optional(),
    text: z.string().trim().min(1).max(TEXT_LENGTH).optional().meta({
      description: 'All that is to be seen, in plain words; motion and negative stay as they are.',
    }),
    promptId: Id.optional().meta({ description: 'An older version, to be the current one again.' }),
  })
  .refine(
    (edit) => Object.values(edit).filter((value) => value !== undefined).length === 1,
    'Give exactly one of parts, text and promptId',
  )
  .meta({
    id: 'PromptEdit',
    example: { parts: { subject: 'A woman in a red coat', light: 'neon through rain, deep shadows' } },
  });

/** The edit as the project takes it. The schema has seen to it that there is exactly one. */
export function editOf({ parts, text, promptId }: z.infer<typeof PromptEdit>): Edit {
  if (promptId !== undefined) return { promptId };
  return text === undefined ? { parts: parts ?? {} } : { text };
}
