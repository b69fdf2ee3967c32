import { z } from '@hono/zod-openapi';
import { SungLine } from '#contracts/entities/index.ts';
import { TRANSCRIPT } from '#contracts/examples/song.ts';
import { LyricsView } from '#contracts/views/views.ts';
import { LYRICS_LIMITS } from '#domain/song/index.ts';
import { IfMatchHeaders } from '../preconditions.ts';
import { json, ProjectPath, securedRoute } from '../route.ts';

/** Longest lyrics document in Base64: as many characters of three bytes each. */
const MAX_BASE64 = LYRICS_LIMITS.characters * 4;

const PutLyrics = z
  .strictObject({
    source: z
      .string()
      .min(1, 'The lyrics are empty')
      .max(LYRICS_LIMITS.characters)
      .optional()
      .meta({ description: 'The text of the document; this or `sourceBase64`.' }),
    sourceBase64: z.base64().min(1, 'The lyrics are empty').max(MAX_BASE64).optional().meta({
      description:
        'The bytes of the file: UTF-8, UTF-16 or Western European (windows-1252). What cannot be told is refused.',
    }),
    fileName: z
      .string()
      .max(255)
      .optional()
      .meta({ description: 'Helps to tell the format where the content does not.' }),
  })
  .refine(
    ({ source, sourceBase64 }) => (source === undefined) !== (sourceBase64 === undefined),
    'Send either source or sourceBase64',
  )
  .meta({
    id: 'PutLyrics',
    example: { source: '[00:12.30]The night train leaves at ten', fileName: 'night-train.lrc' },
  });

export const putLyrics = securedRoute({
  method: 'put',
  path: '/api/projects/{projectId}/lyrics',
  tags: ['lyrics'],
  summary: 'Give the words of the song',
  description:
    'Plain text, LRC, SRT or WebVTT, in any script. The words are kept exactly as given; only missing times are inferred, of lines and of each word, with a `confidence`. Section headers such as `[Chorus]` are kept in `source` and are no lines.',
  scope: 'write',
  problems: [
    'invalid-request',
    'invalid-json',
    'project-not-found',
    'lyrics-unreadable',
    'lyrics-too-long',
    'precondition-failed',
  ],
  request: {
    params: ProjectPath,
    headers: IfMatchHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: PutLyrics,
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
  summary: 'What is sung: as it was corrected, else as it was heard',
  description:
    "Lines (segments) and words with their times. `origin` says whose it is: `corrected` is yours, `heard` the speech service's. With `?origin=heard` the transcription is answered also where there is a correction.",
  scope: 'read',
  problems: ['invalid-request', 'project-not-found', 'lyrics-missing'],
  request: {
    params: ProjectPath,
    query: z.object({
      origin: z.enum(['heard', 'corrected']).optional().meta({
        description: 'Which one; without it the correction where there is one.',
        example: 'heard',
      }),
    }),
  },
  responses: { 200: json(LyricsView, 'Lines and words with times; empty for an instrumental.', TRANSCRIPT) },
});

/** A part of a transcript. A line of `GET` may be sent back as it is: what we said of it is let pass. */
const TimedText = z.strictObject({
  text: z.string().trim().min(1, 'Leave out what has no text').max(2000),
  startSeconds: z.number().nonnegative(),
  endSeconds: z.number().nonnegative(),
  timing: SungLine.shape.timing.optional(),
  confidence: SungLine.shape.confidence.optional(),
  reason: SungLine.shape.reason.optional(),
  words: SungLine.shape.words.optional(),
});

const PutTranscript = z
  .strictObject({
    lines: z.array(TimedText).max(5000).optional(),
    words: z.array(TimedText).max(20_000).optional(),
    language: z.string().max(50).nullable().optional(),
  })
  .refine(({ lines, words }) => lines !== undefined || words !== undefined, 'Send lines, words or both')
  .meta({
    id: 'PutTranscript',
    example: {
      language: 'english',
      lines: [
        { text: 'The night train takes me home', startSeconds: 12.4, endSeconds: 15.1 },
        { text: 'Past every light I used to know', startSeconds: 15.6, endSeconds: 18.9 },
      ],
      words: [
        { text: 'The', startSeconds: 12.4, endSeconds: 12.6 },
        { text: 'night', startSeconds: 12.6, endSeconds: 13.1 },
      ],
    },
  });

export const putTranscript = securedRoute({
  method: 'put',
  path: '/api/projects/{projectId}/transcript',
  tags: ['lyrics'],
  summary: 'Correct what was heard',
  description: [
    'Your correction is kept as yours: a later transcription is stored beside it and never overwrites it. Parts are in the order of their starts and within the song. Without `lines` they are made of the words; empty lists say that nothing is sung.',
    'Scenes that are planned from now on follow the correction, unless lyrics were given. With `If-Match` (the ETag of `GET …/transcript`) it is refused where the transcript is no longer that one.',
  ].join('\n\n'),
  scope: 'write',
  problems: [
    'invalid-request',
    'invalid-json',
    'project-not-found',
    'song-missing',
    'transcript-invalid',
    'precondition-failed',
  ],
  request: {
    params: ProjectPath,
    headers: IfMatchHeaders,
    body: { required: true, content: { 'application/json': { schema: PutTranscript } } },
  },
  responses: { 200: json(LyricsView, 'The corrected transcript.') },
});
