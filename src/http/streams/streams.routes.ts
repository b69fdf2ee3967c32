import { z } from '@hono/zod-openapi';
import { VIDEO_ID } from '#contracts/examples/ids.ts';
import { Id } from '#contracts/ids.ts';
import { hlsFiles } from '#contracts/media-jobs/hls.ts';
import { Quality } from '#contracts/media-jobs/rendition.ts';
import { ProjectPath, publicRoute } from '../route.ts';

/** Every file that a stream may have. */
const StreamFile = z.enum(hlsFiles(Quality.options).map(({ name }) => name));

const StreamMedia = z
  .string()
  .meta({ id: 'StreamMedia', format: 'binary', example: 'The bytes of an MP4 file.' });

export const playStream = publicRoute({
  method: 'get',
  path: '/api/projects/{projectId}/videos/{videoId}/hls/{token}/{file}',
  operationId: 'playStream',
  tags: ['videos'],
  summary: 'Play the film as a stream (HLS)',
  description:
    'For players, which send no keys: the address of `master.m3u8` comes from `GET …/renditions` and is its own pass, for six hours at the least. Playlists name the other files relatively, so that a player needs nothing but that one address. Media takes `Range`. Keep the address out of logs: whoever has it can watch the film.',
  request: {
    params: ProjectPath.extend({
      videoId: Id.meta({ param: { name: 'videoId', in: 'path' }, example: VIDEO_ID }),
      token: z
        .string()
        .max(400)
        .meta({ param: { name: 'token', in: 'path' }, example: 'eyJyIjoi.c2lnbmVk' }),
      file: StreamFile.meta({ param: { name: 'file', in: 'path' }, example: 'master.m3u8' }),
    }),
    headers: z.object({
      range: z.string().max(200).optional().meta({
        description: 'One range of bytes (RFC 9110, 14.2). Anything else is answered with the whole file.',
        example: 'bytes=0-65535',
      }),
    }),
  },
  problems: ['playback-link-invalid', 'not-found', 'range-not-satisfiable', 'not-configured'],
  responses: {
    200: {
      description: 'The file.',
      content: {
        'application/vnd.apple.mpegurl': { schema: z.string().meta({ id: 'Playlist', example: '#EXTM3U' }) },
        'video/mp4': { schema: StreamMedia },
        'audio/mp4': { schema: StreamMedia },
      },
    },
    206: {
      description: 'The range.',
      headers: {
        'content-range': { description: 'Which bytes of how many.', schema: { type: 'string' as const } },
      },
      content: {
        'video/mp4': { schema: StreamMedia },
        'audio/mp4': { schema: StreamMedia },
      },
    },
  },
});
