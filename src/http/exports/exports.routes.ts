import { z } from '@hono/zod-openapi';
import { EDL, FCPXML, OTIO } from '#contracts/examples/exports.ts';
import { DOCUMENT_VERSION, ProjectDocument } from '#contracts/project-document.ts';
import { ProjectView } from '#contracts/views/views.ts';
import { IdempotencyHeaders, json, ProjectPath, securedRoute } from '../route.ts';

const LINKS =
  'Links to files are addresses of this API: they need a key with the scope `read` and never expire. Save the files under the names that the document gives them, and programs find them again. A scene without a clip is its still, and without either a gap. Times are those of the film, to the frame.';

const DISPOSITION = {
  'content-disposition': {
    description: 'The file name to save it under.',
    schema: { type: 'string' as const },
  },
};

function exportRoute<P extends string, S extends z.ZodType>(input: {
  path: P;
  operationId: string;
  summary: string;
  description: string;
  type: string;
  schema: S;
}) {
  const { path, operationId, summary, description, type, schema } = input;
  return securedRoute({
    method: 'get',
    path,
    operationId,
    tags: ['exports'],
    summary,
    description: `${description} ${LINKS}`,
    scope: 'read',
    problems: ['project-not-found'],
    request: { params: ProjectPath },
    responses: {
      200: { description: 'The document.', headers: DISPOSITION, content: { [type]: { schema } } },
    },
  });
}

const OtioTimeline = z
  .looseObject({
    OTIO_SCHEMA: z.literal('Timeline.1'),
    name: z.string(),
    metadata: z.looseObject({}),
    global_start_time: z.looseObject({}),
    tracks: z.looseObject({ OTIO_SCHEMA: z.literal('Stack.1'), children: z.array(z.looseObject({})) }),
  })
  .meta({ id: 'OtioTimeline', example: OTIO });

export const exportOtio = exportRoute({
  path: '/api/projects/{projectId}/exports/otio',
  operationId: 'exportOtio',
  summary: 'The cut as OpenTimelineIO',
  description:
    'A video track of the scenes with their transitions, an audio track with the song, a marker for each sung line.',
  type: 'application/json',
  schema: OtioTimeline,
});

export const exportEdl = exportRoute({
  path: '/api/projects/{projectId}/exports/edl',
  operationId: 'exportEdl',
  summary: 'The cut as an edit decision list (CMX 3600)',
  description:
    'Blends are dissolves (`D`); a comment names those of another kind. 29.97 frames a second count in drop-frame timecode, from 00:00:00;00.',
  type: 'text/plain',
  schema: z.string().meta({ id: 'EditDecisionList', example: EDL }),
});

export const exportFcpxml = exportRoute({
  path: '/api/projects/{projectId}/exports/fcpxml',
  operationId: 'exportFcpxml',
  summary: 'The cut as FCPXML 1.10',
  description: 'A spine of the scenes with their transitions, the song connected below it.',
  type: 'application/xml',
  schema: z.string().meta({ id: 'Fcpxml', example: FCPXML }),
});

export const downloadSong = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/song/download',
  tags: ['exports'],
  summary: 'Download the song',
  scope: 'read',
  problems: ['project-not-found', 'song-missing'],
  request: { params: ProjectPath },
  responses: { 302: { description: 'A presigned URL in `Location`; it takes ranges.' } },
});

export const exportProject = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/exports/json',
  operationId: 'exportProject',
  tags: ['exports'],
  summary: 'The project as one JSON document',
  description:
    'Settings, the tempo where it was set by hand, lyrics with their source, the corrected transcript, scenes, all versions of their prompts, and how the selected takes were made. It has no files, URLs or secrets, and can be imported into any account with `POST /api/projects/import`.',
  scope: 'read',
  problems: ['project-not-found'],
  request: { params: ProjectPath },
  responses: { 200: { ...json(ProjectDocument, 'The document.'), headers: DISPOSITION } },
});

export const importProject = securedRoute({
  method: 'post',
  path: '/api/projects/import',
  operationId: 'importProject',
  tags: ['exports'],
  summary: 'Make a project of a document',
  description: [
    `A document of version ${DOCUMENT_VERSION} or older, as \`GET …/exports/json\` answers it. The project is yours and everything in it gets a new id; settings, tempo, lyrics, the corrected transcript, scenes and prompts are as in the document. It is imported whole or not at all.`,
    'Files do not come with it. Upload the song again: where it is as long as the scenes, they stay as they are; else the last scene takes the difference if that is at most half of it, and otherwise all boundaries move in proportion. A tempo that was set by hand waits for it as `importedTempo` of the project. Takes are left out, as they would have no files; make or upload them again. `song` and `takes` of the document are history and change nothing.',
  ].join('\n\n'),
  scope: 'write',
  problems: [
    'invalid-request',
    'invalid-json',
    'model-unknown',
    'document-invalid',
    'document-version-unknown',
    'idempotency-conflict',
    'project-exists',
  ],
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { 'application/json': { schema: ProjectDocument } } },
  },
  responses: { 201: json(ProjectView, 'The project, with `Location`.') },
});
