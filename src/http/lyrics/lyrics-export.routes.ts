import { z } from '@hono/zod-openapi';
import { SungLine } from '#contracts/entities/index.ts';
import { LYRICS } from '#contracts/examples/song.ts';
import { json, ProjectPath, securedRoute } from '../route.ts';

const text = (example: string) => ({ schema: z.string(), example });

const LyricsFile = z
  .object({
    title: z.string(),
    origin: z.enum(['given', 'heard', 'corrected']),
    language: z.string().nullable(),
    lines: z.array(SungLine),
  })
  .meta({
    id: 'LyricsFile',
    example: { title: 'Night train', origin: 'given', language: null, lines: LYRICS.lines },
  });

export const exportLyrics = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/lyrics/export',
  operationId: 'exportLyrics',
  tags: ['lyrics'],
  summary: 'The lyrics as a file',
  description:
    'LRC (to the hundredth of a second), SRT, WebVTT, plain text or JSON. A document in the format in which it was given, and whose times nobody set by hand, is given back byte for byte; anything else is written in UTF-8 and reads back as the same lines and times. Subtitles need a time for every line.',
  scope: 'read',
  problems: ['invalid-request', 'project-not-found', 'lyrics-missing', 'lyrics-untimed'],
  request: {
    params: ProjectPath,
    query: z.object({
      format: z.enum(['lrc', 'srt', 'vtt', 'text', 'json']).meta({
        description: 'The format of the file.',
        example: 'lrc',
      }),
      words: z.enum(['true', 'false']).optional().meta({
        description: 'With the times of words: enhanced LRC, or karaoke in WebVTT. JSON has them always.',
        example: 'false',
      }),
      origin: z.enum(['given', 'corrected', 'heard']).optional().meta({
        description: 'Whose words; without it the lyrics that were given, else the transcript.',
        example: 'given',
      }),
    }),
  },
  responses: {
    200: {
      description: 'The file, named after the project.',
      headers: {
        'content-disposition': {
          description: '`attachment` with the file name.',
          schema: { type: 'string' as const },
        },
      },
      content: {
        ...json(LyricsFile, '').content,
        'text/plain': text('[00:12.30]The night train\n[00:13.60]\n'),
        'application/x-subrip': text('1\n00:00:12,300 --> 00:00:13,600\nThe night train\n'),
        'text/vtt': text('WEBVTT\n\n00:00:12.300 --> 00:00:13.600\nThe night train\n'),
      },
    },
  },
});
