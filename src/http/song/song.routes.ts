import { z } from '@hono/zod-openapi';
import { Tempo } from '#contracts/media-jobs/analyze-song.ts';
import { SongDetail } from '#contracts/views/views.ts';
import { IfMatchHeaders } from '../preconditions.ts';
import { IdempotencyHeaders, json, ProjectPath, securedRoute } from '../route.ts';

export const getSong = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/song',
  tags: ['song'],
  summary: 'The song, and what was heard in it',
  description: [
    'A song is analysed as soon as it was uploaded; `analysis.updated` says when that is done. It tells tempo, beats and bars, sections with their energy, where somebody sings, loudness, moments that a cut should not miss, and phrases. `tempo` is null where there is no steady beat: cuts then follow phrases and energy.',
    '`tempo` and `beats` are what scenes are cut by: as they were set by hand (`origin: set`), else as they were measured. `If-Match` with the `ETag` of this is for `PUT …/song/tempo`.',
  ].join('\n\n'),
  scope: 'read',
  problems: ['project-not-found', 'song-missing'],
  request: { params: ProjectPath },
  responses: { 200: json(SongDetail, 'The song.') },
});

export const getWaveform = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/song/waveform',
  operationId: 'getSongWaveform',
  tags: ['song'],
  summary: 'The peaks of the wave, for drawing it',
  description:
    'Leads to a JSON file: `{stepSeconds, peaks}` with the greatest absolute sample, 0 to 1, of every step.',
  scope: 'read',
  problems: ['project-not-found', 'song-missing', 'file-not-ready'],
  request: { params: ProjectPath },
  responses: { 302: { description: 'A presigned URL in `Location`.' } },
});

const { bpm, beatsPerBar, offsetSeconds } = Tempo.shape;
const MOST_TAPS = 1000;

const PutTempo = z
  .strictObject({
    bpm: bpm.optional().meta({ description: 'Beats in a minute.' }),
    offsetSeconds: offsetSeconds.optional().meta({
      description: 'When the first beat is; it begins a bar.',
    }),
    taps: z.array(z.number().nonnegative().max(86_400)).max(MOST_TAPS).optional().meta({
      description:
        'When somebody tapped along, in seconds of the song and in any order, instead of `bpm` and `offsetSeconds`: four at least. The first one that counts begins a bar; beats may be left out.',
    }),
    beatsPerBar: beatsPerBar.optional().meta({
      description: 'Null where no beat begins a bar. Left out: as measured.',
    }),
  })
  .superRefine(({ bpm, offsetSeconds, taps }, { addIssue }) => {
    const wrong = (field: string, message: string) => addIssue({ code: 'custom', path: [field], message });
    if (taps === undefined) {
      if (bpm === undefined) wrong('bpm', 'Send bpm and offsetSeconds, or taps.');
      if (offsetSeconds === undefined) wrong('offsetSeconds', 'Say when the first beat is, or send taps.');
      return;
    }
    if (bpm !== undefined) wrong('bpm', 'Taps tell the tempo: send one of the two.');
    if (offsetSeconds !== undefined) wrong('offsetSeconds', 'Taps tell the first beat: send one of the two.');
  })
  .meta({ id: 'PutTempo', example: { bpm: 108, offsetSeconds: 0.42, beatsPerBar: 4 } });
export type PutTempo = z.infer<typeof PutTempo>;

export const putTempo = securedRoute({
  method: 'put',
  path: '/api/projects/{projectId}/song/tempo',
  tags: ['song'],
  summary: 'Set the tempo by hand, or tap it',
  description: [
    'The grid of beats follows from it, from the first beat to the end of the song, and sections and phrases begin on the nearest first beat of a bar (a bar away at most). It holds through every analysis; what was measured stays in `measuredTempo`, and all of it is back once the tempo is deleted.',
    'No scene moves by it and nothing becomes stale: scenes that are planned, and boundaries that are moved with `snap`, go by it from now on.',
  ].join('\n\n'),
  scope: 'write',
  problems: [
    'invalid-request',
    'invalid-json',
    'project-not-found',
    'song-missing',
    'tempo-invalid',
    'precondition-failed',
  ],
  request: {
    params: ProjectPath,
    headers: IfMatchHeaders,
    body: { required: true, content: { 'application/json': { schema: PutTempo } } },
  },
  responses: { 200: json(SongDetail, 'The song with its new beats.') },
});

export const deleteTempo = securedRoute({
  method: 'delete',
  path: '/api/projects/{projectId}/song/tempo',
  operationId: 'deleteTempo',
  tags: ['song'],
  summary: 'Go back to the tempo that was measured',
  scope: 'write',
  problems: ['project-not-found', 'song-missing', 'precondition-failed'],
  request: { params: ProjectPath, headers: IfMatchHeaders },
  responses: { 200: json(SongDetail, 'The song with the beats that were measured.') },
});

export const analyzeSong = securedRoute({
  method: 'post',
  path: '/api/projects/{projectId}/song/analyze',
  operationId: 'analyzeSong',
  tags: ['song'],
  summary: 'Have the song analysed again where that failed',
  description:
    'Songs are analysed by themselves. This is for one whose analysis failed, or that was uploaded before songs were analysed; any other stays as it is. Costs nothing.',
  scope: 'write',
  problems: ['project-not-found', 'song-missing', 'idempotency-conflict'],
  request: { params: ProjectPath, headers: IdempotencyHeaders },
  responses: { 202: json(SongDetail, 'The song; `analysis.status` says how it stands.') },
});
