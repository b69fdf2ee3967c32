import { z } from '@hono/zod-openapi';
import { TRANSCRIPT } from '#contracts/examples/song.ts';
import { LyricsView } from '#contracts/views/views.ts';
import { json, ProjectPath, securedRoute } from '../route.ts';

/** Longest lyrics document, in characters. */
const MAX_LYRICS = 500_000;

export const putLyrics = securedRoute({
  method: 'put',
  path: '/api/projects/{projectId}/lyrics',
  tags: ['lyrics'],
  summary: 'Give the words of the song',
  description:
    'Plain text, LRC, SRT or WebVTT. The words are kept exactly as given; only missing times are inferred.',
  scope: 'write',
  problems: ['invalid-request', 'invalid-json', 'project-not-found', 'lyrics-unreadable'],
  request: {
    params: ProjectPath,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z
            .strictObject({
              source: z.string().min(1, 'The lyrics are empty').max(MAX_LYRICS),
              /** Helps to tell the format where the content does not. */
              fileName: z.string().max(255).optional(),
            })
            .meta({
              id: 'PutLyrics',
              example: { source: '[00:12.30]The night train leaves at ten', fileName: 'night-train.lrc' },
            }),
        },
      },
    },
  },
  responses: { 200: json(LyricsView, 'The lyrics, with the times known so far.') },
});

export const getLyrics = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/lyrics',
  tags: ['lyrics'],
  summary: 'The lyrics that were given',
  scope: 'read',
  problems: ['project-not-found', 'lyrics-missing'],
  request: { params: ProjectPath },
  responses: { 200: json(LyricsView, 'The lyrics.') },
});

export const getTranscript = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/transcript',
  tags: ['lyrics'],
  summary: 'What the speech service heard',
  scope: 'read',
  problems: ['project-not-found', 'lyrics-missing'],
  request: { params: ProjectPath },
  responses: {
    200: json(LyricsView, 'Lines and words with times; empty for an instrumental.', TRANSCRIPT),
  },
});
