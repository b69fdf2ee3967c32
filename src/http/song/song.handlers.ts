import type { RouteHandler } from '@hono/zod-openapi';
import type { Context, TypedResponse } from 'hono';
import type { SongDetail } from '#contracts/views/views.ts';
import { waveformKey } from '#domain/files/object-keys.ts';
import type { WantedTempo } from '#domain/pipeline/commands/tempo.ts';
import {
  command,
  parseWritten,
  projectOf,
  readViews,
  readWritten,
  refuseRequest,
  sendWritten,
} from '../asking.ts';
import type { AppEnv } from '../environment.ts';
import { ifMatch } from '../preconditions.ts';
import { projectIdOf } from '../project-id.ts';
import { signedUrl } from '../signed-url.ts';
import type { analyzeSong, deleteTempo, getSong, PutTempo, putTempo } from './song.routes.ts';

export const handleGetSong: RouteHandler<typeof getSong, AppEnv> = (c) => sendSong(c);

export const handlePutTempo: RouteHandler<typeof putTempo, AppEnv> = async (c) => {
  const tempo = wantedTempo(c.req.valid('json'));
  await command(c, 'set-tempo', { tempo }, projectOf(c), ifMatch(c, { of: 'tempo' }));
  return sendSong(c);
};

export const handleDeleteTempo: RouteHandler<typeof deleteTempo, AppEnv> = async (c) => {
  await command(c, 'set-tempo', { tempo: null }, projectOf(c), ifMatch(c, { of: 'tempo' }));
  return sendSong(c);
};

export const handleAnalyzeSong: RouteHandler<typeof analyzeSong, AppEnv> = async (c) => {
  await command(c, 'retry-analysis', null);
  const song = await parseWritten<SongDetail>(await readSong(c));
  c.header('location', `/api/projects/${projectIdOf(c)}/song`);
  return c.json(song, 202);
};

export async function redirectToWaveform(c: Context<AppEnv>): Promise<Response> {
  const { views } = await readViews(c, ['project', 'analysis']);
  const [project] = views.project;
  if (!project?.songId) return refuseNoSong(c);
  const analysis = views.analysis.find(({ songId }) => songId === project.songId);
  if (analysis?.status !== 'succeeded') {
    const why = analysis?.failure
      ? `could not be analysed: ${analysis.failure.message}`
      : 'is still being analysed.';
    return refuseRequest(c, 'file-not-ready', `The song ${why}`);
  }
  return c.redirect(await signedUrl(c, waveformKey(project.id, project.songId), null), 302);
}

async function readSong(c: Context<AppEnv>) {
  const reading = await readWritten(c, 'song-detail');
  return reading.count === 0 ? refuseNoSong(c) : reading;
}

function refuseNoSong(c: Context<AppEnv>): never {
  return refuseRequest(c, 'song-missing', 'No song was uploaded, or it is still being checked.');
}

async function sendSong(c: Context<AppEnv>): Promise<TypedResponse<SongDetail, 200, 'json'>> {
  return sendWritten<SongDetail>(c, await readSong(c));
}

/** The schema let nothing through that has neither taps nor both of the others. */
function wantedTempo({ bpm = 0, offsetSeconds = 0, taps, beatsPerBar }: PutTempo): WantedTempo {
  return taps === undefined ? { bpm, offsetSeconds, beatsPerBar } : { taps, beatsPerBar };
}
