import { LyricsReport } from '#contracts/views/lyrics-report.ts';
import { json, ProjectPath, securedRoute } from '../route.ts';

export const getLyricsReport = securedRoute({
  method: 'get',
  path: '/api/projects/{projectId}/lyrics/report',
  operationId: 'getLyricsReport',
  tags: ['lyrics'],
  summary: 'How well the lyrics fit what was heard, and which lines to look at',
  description:
    'The lyrics that were given are compared with the transcript (as it was corrected, else as it was heard) without regard to the times they have, so that given times are judged, too. It tells how much was heard, what was heard at each line, whether all given times are early or late, which phrases are in no line, and whether this seems to be another song or language.',
  scope: 'read',
  problems: ['project-not-found', 'lyrics-missing'],
  request: { params: ProjectPath },
  responses: { 200: json(LyricsReport, 'The report.') },
});
