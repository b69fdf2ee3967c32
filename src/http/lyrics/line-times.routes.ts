import { z } from '@hono/zod-openapi';
import { LyricsView } from '#contracts/views/views.ts';
import { IfMatchHeaders } from '../preconditions.ts';
import { json, ProjectPath, securedRoute } from '../route.ts';

const seconds = z.number().nonnegative().max(86_400);

const LineTime = z.strictObject({
  index: z.int().nonnegative().meta({ description: 'Place of the line in `lines`, from 0.' }),
  startSeconds: seconds.nullable().meta({
    description: 'Null hands the line back: to its time in the document, else to the alignment.',
  }),
  endSeconds: seconds
    .nullable()
    .optional()
    .meta({ description: 'Left out or null: until the next line begins.' }),
  reason: z.string().trim().max(1000).nullable().optional().meta({ description: 'Why, for others.' }),
});

const UpdateLyricLines = z.strictObject({ lines: z.array(LineTime).min(1).max(2000) }).meta({
  id: 'UpdateLyricLines',
  example: {
    lines: [
      { index: 0, startSeconds: 12.1, endSeconds: 13.4, reason: 'She comes in before the beat.' },
      { index: 3, startSeconds: null },
    ],
  },
});

export const updateLyricLines = securedRoute({
  method: 'patch',
  path: '/api/projects/{projectId}/lyrics/lines',
  operationId: 'updateLyricLines',
  tags: ['lyrics'],
  summary: 'Set the times of lines by hand, or hand them back',
  description: [
    'A time that was set (`timing: set`) stays through every later transcription and correction, with its `reason`; the lines between are aligned anew within it. Words never change. Where new lyrics are given, it stays with its line if that is the same.',
    'All lines of a request are set in one change. A line starts no sooner than those above it whose time is given or set, and no later than those below: else nothing changes and `errors[]` names the neighbour.',
  ].join('\n\n'),
  scope: 'write',
  problems: ['project-not-found', 'lyrics-missing', 'line-times-invalid', 'precondition-failed'],
  request: {
    params: ProjectPath,
    headers: IfMatchHeaders,
    body: { required: true, content: { 'application/json': { schema: UpdateLyricLines } } },
  },
  responses: { 200: json(LyricsView, 'The lyrics with their times as they are now.') },
});
